import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../src/config/load-config.ts'
import { openWorks } from '../../src/tributary.ts'
import { article } from '../identity/misbehaving.ts'
import { run } from '../support/command.ts'
import { rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { tempFolder } from '../support/temp-folder.ts'

interface Listed {
  readonly id: string
  readonly uri: string
  readonly key: number
  readonly title: string
  readonly storyId: string
}

/** A folder with a configuration of two sources, of which one misbehaves, and the clock that it is polled by. */
async function filled(folder: string, origin: Origin) {
  const sources = ['a', 'b'].map((id) => ({ id, url: `${origin.url}/${id}`, title: id, interval: '30m' }))
  writeFileSync(join(folder, 'feeds.config.json'), JSON.stringify({ sources }))
  let now = Date.parse('2026-11-01T12:00:00Z')
  const documents = (poll: number) => {
    const written = [5, 4, 3, 2, 1].map((place) => article(place + poll))
    origin.serve('/a', {
      body: rss(written.map((one) => ({ ...one, guid: 'x', title: `${one.title}, edit ${poll}` }))),
    })
    origin.serve('/b', { body: rss(written.map((one) => ({ ...one, guid: `${one.guid}-${poll}` }))) })
  }
  const poll = async (number: number) => {
    documents(number)
    now += 2_400_000
    const config = loadConfig({}, folder)
    const works = await openWorks(config, { now: () => now, log: pino({ level: 'silent' }) })
    await works.poll()
    await works.group()
    return { works, now }
  }
  return { poll }
}

async function listed(folder: string): Promise<Listed[]> {
  const { out } = await run(folder, ['items', '--json', '-n', '1000'])
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Listed)
}

describe('export and import', () => {
  it('bring every article back with its id, its edits, and what must not come back', async () => {
    await using origin = await startOrigin()
    using folder = tempFolder()
    const { poll } = await filled(folder.path, origin)
    let purged = ''
    for (const number of [0, 1, 2, 3]) {
      const { works, now } = await poll(number)
      if (number === 3) {
        const [newest] = (await works.store.items({ where: { kind: 'all' }, limit: 1 })).items
        purged = newest?.id ?? ''
        expect(await works.store.purge([purged], now)).toBe(1)
      }
      await works.close()
    }
    const [one, , other] = await listed(folder.path)
    expect((await run(folder.path, ['stories', 'join', one?.id ?? '', other?.id ?? ''])).code).toBe(0)
    const before = await listed(folder.path)
    expect(new Set(before.map(({ storyId }) => storyId)).size).toBeLessThan(before.length)
    expect(before.length).toBe(7)
    expect(before.map(({ id }) => id)).not.toContain(purged)
    const exported = await run(folder.path, ['export', 'all.jsonl'])
    expect(exported).toMatchObject({ code: 0, out: expect.stringContaining('lines are written') })
    const first = readFileSync(join(folder.path, 'all.jsonl'), 'utf8')

    rmSync(join(folder.path, 'data'), { recursive: true })
    const imported = await run(folder.path, ['import', 'all.jsonl'])
    expect(imported).toMatchObject({
      code: 0,
      out: '7 articles imported, 0 were there already, 1 tombstones, 0 editions, 0 withdrawals\n',
    })
    expect(await listed(folder.path)).toEqual(before)
    await run(folder.path, ['export', 'again.jsonl'])
    expect(readFileSync(join(folder.path, 'again.jsonl'), 'utf8')).toBe(first)
    expect(await run(folder.path, ['import', 'all.jsonl'])).toMatchObject({
      out: '0 articles imported, 7 were there already, 1 tombstones, 0 editions, 0 withdrawals\n',
    })

    // The sources go on as they were, and nothing is new that was there.
    const { works } = await poll(3)
    await works.close()
    const same = ({ id, uri, key, storyId }: Listed) => ({ id, uri, key, storyId })
    expect((await listed(folder.path)).map(same)).toEqual(before.map(same))
    expect((await run(folder.path, ['explain', one?.id ?? ''])).out).toMatch(/by hand/)
    expect((await run(folder.path, ['items', '-n', '1', 'vaccine', 'passes'])).out).toBe('')
    expect((await run(folder.path, ['items', '-n', '5', 'museum', 'finds'])).out).toContain('Museum finds')
  })

  it.each([
    ['no JSON', 'x', /^Line 1 is no line of an export/m],
    ['another JSON', '{"a":1}', /^Line 1 is no line of an export/m],
    ['a newer format', '{"kind":"frame","format":3,"uriPrefix":"tag:a,2026:","habits":{}}', /a newer Tributary/],
    ['no frame', '{"kind":"tombstone","id":"a","purgedAt":1,"sightings":[],"urls":[]}', /its first line is no frame/],
    [
      'an edition with a script',
      JSON.stringify({
        kind: 'edition',
        name: 'all/daily/2026-11-01',
        edition: {
          stories: [
            { storyId: 'a', items: [{ id: 'a', title: 'A', url: 'javascript:alert(1)', sourceId: 'a', sources: [] }] },
          ],
          more: 0,
        },
      }),
      /an http: or https: URL/,
    ],
    ['a script as an address', JSON.stringify({ kind: 'item', item: { url: 'javascript:alert(1)' } }), /Line 1/],
  ])('a file that has %s is refused with its line', async (_, text, message) => {
    using folder = tempFolder()
    writeFileSync(join(folder.path, 'feeds.config.json'), JSON.stringify({ sources: [] }))
    writeFileSync(join(folder.path, 'bad.jsonl'), `${text}\n`)
    const { code, err } = await run(folder.path, ['import', 'bad.jsonl'])
    expect([code, err.replace(/^.*?(?=Line|This)/s, '')]).toEqual([2, expect.stringMatching(message)])
  })

  it('files that are not there, or cannot be written, are named', async () => {
    using folder = tempFolder()
    writeFileSync(join(folder.path, 'feeds.config.json'), JSON.stringify({ sources: [] }))
    expect(await run(folder.path, ['import', 'none.jsonl'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/none\.jsonl cannot be read \(ENOENT\)/),
    })
    expect(await run(folder.path, ['export', 'no/folder.jsonl'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/cannot be written \(ENOENT\)/),
    })
  })
})
