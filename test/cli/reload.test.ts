import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { printed, start } from '../support/command.ts'
import { articles, rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { tempFolder } from '../support/temp-folder.ts'

let origin: Origin
let folder: ReturnType<typeof tempFolder>
let file: string

beforeAll(async () => {
  origin = await startOrigin()
  for (const id of ['a', 'b']) origin.serve(`/${id}`, { body: rss(articles(2, '2026-10-01T10:00:00Z', id)) })
})
afterAll(() => origin[Symbol.asyncDispose]())
beforeEach(() => {
  folder = tempFolder()
  file = join(folder.path, 'feeds.config.json')
  return () => folder[Symbol.dispose]()
})

function written(ids: readonly string[], feeds: readonly string[] = []): string {
  return JSON.stringify({
    sources: ids.map((id) => ({ id, url: `${origin.url}/${id}`, title: id })),
    feeds: feeds.map((name) => ({ name, title: name })),
  })
}

/** The real service on `file`; the test ends it. */
async function serve(
  env: Record<string, string> = {},
): Promise<{ child: ChildProcess; url: string } & AsyncDisposable> {
  const child = start(folder.path, ['--port', '0'], env)
  const out = await printed(child, /listening on \S+\)/)
  return {
    child,
    url: /listening on ([^)\s]+)\)/.exec(out)?.[1] ?? '',
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      expect(await ended).toEqual([0, null])
    },
  }
}

async function status(url: string, feed: string): Promise<number> {
  return (await fetch(`${url}/feeds/${feed}.atom`)).status
}

describe('SIGHUP', () => {
  it('reloads the configuration, polls what is new, and says what has changed', async () => {
    writeFileSync(file, written(['a'], ['old']))
    await using service = await serve()
    writeFileSync(file, written(['b'], ['new']))
    const said = printed(service.child, /Configuration reloaded[\s\S]*b: 2 new/)
    service.child.kill('SIGHUP')
    expect(await said).toContain(
      'Configuration reloaded: 1 source added (b); 1 source removed (a); 1 feed added (new); 1 feed removed (old)',
    )
    expect([await status(service.url, 'new'), await status(service.url, 'old')]).toEqual([200, 404])
  })

  it('says that nothing has changed, and what is wrong, and the old configuration stays', async () => {
    writeFileSync(file, written(['a'], ['old']))
    await using service = await serve()
    const unchanged = printed(service.child, /unchanged/)
    service.child.kill('SIGHUP')
    await unchanged
    writeFileSync(file, JSON.stringify({ sources: [{ id: 'A', url: 'x', title: 'A' }] }))
    const wrong = printed(service.child, /the one before stays/)
    service.child.kill('SIGHUP')
    const problems = await wrong
    expect(problems).toContain('2 problems')
    expect(problems).toContain('sources[0].url')
    expect(await status(service.url, 'old')).toBe(200)
  })

  it('may come many times, and while the service ends', async () => {
    writeFileSync(file, written(['a'], ['old']))
    const child = start(folder.path, ['--port', '0'])
    await printed(child, /Tributary is at/)
    const last = printed(child, /1 feed added \(feed-4\)/)
    for (let i = 0; i < 5; i += 1) {
      writeFileSync(file, written(['a'], [`feed-${i}`]))
      child.kill('SIGHUP')
    }
    await last
    const ended = once(child, 'exit')
    for (const signal of ['SIGHUP', 'SIGTERM', 'SIGHUP'] as const) child.kill(signal)
    expect(await ended).toEqual([0, null])
  })

  it('ends other commands, as it ends any program', async () => {
    const asked = Promise.withResolvers<void>()
    origin.serve('/slow', () => void asked.resolve())
    writeFileSync(file, written(['slow']))
    const child = start(folder.path, ['poll'])
    child.stderr?.resume()
    const ended = once(child, 'exit')
    await asked.promise
    child.kill('SIGHUP')
    expect(await ended).toEqual([null, 'SIGHUP'])
  })
})

describe('the file of a running service', () => {
  it('is read anew when it was written, is wrong, gone, or another one', async () => {
    writeFileSync(file, written(['a'], ['one']))
    await using service = await serve({ LOG_LEVEL: 'debug' })
    const { child, url } = service
    const becomes = async (pattern: RegExp, change: () => void) => {
      const said = printed(child, pattern)
      change()
      return said
    }

    await becomes(/reloaded: 1 feed added \(two\)/, () => writeFileSync(file, written(['a'], ['one', 'two'])))
    expect(await status(url, 'two')).toBe(200)
    // Half of it, as somebody who writes slowly leaves it for a moment.
    await becomes(/not JSON/, () => writeFileSync(file, written(['a']).slice(0, 40)))
    await becomes(/there is no such file/, () => rmSync(file))
    expect(await status(url, 'two')).toBe(200)
    // As it was: somebody wants to know that nothing is wrong any more.
    await becomes(/"level":30[^\n]*unchanged/, () => writeFileSync(file, written(['a'], ['one', 'two'])))
    await becomes(/"level":20[^\n]*unchanged/, () => utimesSync(file, new Date(), new Date(0)))
    // As editors and `tributary add` write.
    await becomes(/reloaded: 1 source added \(b\)/, () => {
      writeFileSync(`${file}.new`, written(['a', 'b'], ['one', 'two']))
      renameSync(`${file}.new`, file)
    })
  })

  it('may be a link that is set to another folder, as orchestrators do', async () => {
    for (const version of ['1', '2']) {
      mkdirSync(join(folder.path, version))
      writeFileSync(join(folder.path, version, 'feeds.config.json'), written(['a'], [`feed-${version}`]))
    }
    symlinkSync('1', join(folder.path, 'current'))
    await using service = await serve({ TRIBUTARY_CONFIG: 'current/feeds.config.json' })
    const said = printed(service.child, /reloaded: 1 feed added \(feed-2\); 1 feed removed \(feed-1\)/)
    symlinkSync('2', join(folder.path, 'next'))
    renameSync(join(folder.path, 'next'), join(folder.path, 'current'))
    await said
    expect(await status(service.url, 'feed-2')).toBe(200)
  })

  it.runIf(process.platform === 'linux')('may be an old one that a mount goes on showing, which is said', async () => {
    writeFileSync(file, written(['a']))
    const held = openSync(file, 'r')
    try {
      await using service = await serve({ TRIBUTARY_CONFIG: `/proc/${process.pid}/fd/${held}` })
      const said = printed(service.child, /the mount into this container shows the old one/)
      rmSync(file)
      await said
    } finally {
      closeSync(held)
    }
  })
})
