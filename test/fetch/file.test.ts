import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { tempFolder } from '../support/temp-folder.ts'
import { bodyOf, startFetching } from './fetching.ts'

const at = (...parts: string[]) => pathToFileURL(join(...parts)).href

describe('a file on disk', () => {
  it('is read once, and again when it has changed', async () => {
    using folder = tempFolder()
    await using fetching = await startFetching()
    const path = join(folder.path, 'été 2026.xml')
    writeFileSync(path, '<rss/>')
    const first = await fetching.get(at(path))
    expect(bodyOf(first)).toBe('<rss/>')
    expect(first).toMatchObject({
      status: 200,
      url: at(path),
      validators: { url: at(path), etag: expect.stringMatching(/^".+"$/) },
    })

    const validators = first.kind === 'modified' ? first.validators : {}
    expect(await fetching.get(at(path), { validators })).toEqual({ kind: 'notModified', status: 304, validators })
    expect(await fetching.get(at(path), { validators: { ...validators, url: at(`${path}.old`) } })).toEqual(first)
    writeFileSync(path, '<rss></rss>')
    expect(bodyOf(await fetching.get(at(path), { validators }))).toBe('<rss></rss>')
    writeFileSync(path, '<rdf/>')
    utimesSync(path, new Date(0), new Date(0))
    expect(bodyOf(await fetching.get(at(path), { validators }))).toBe('<rdf/>')
  })

  it.each([
    ['missing', 'missing.xml', 'file', 'no such file'],
    ['a folder', '', 'file', 'cannot be read'],
    ['in what is no folder', 'large.xml/feed.xml', 'file', 'cannot be read'],
    ['too large', 'large.xml', 'tooLarge', '100001 bytes'],
  ])('that is %s is a failure', async (_, name, reason, words) => {
    using folder = tempFolder()
    await using fetching = await startFetching()
    mkdirSync(join(folder.path, 'folder'))
    writeFileSync(join(folder.path, 'large.xml'), 'x'.repeat(100_001))
    expect(await fetching.get(at(folder.path, name))).toMatchObject({
      kind: 'failed',
      reason,
      message: expect.stringContaining(words),
    })
  })

  it('on another machine is a failure, not a crash', async () => {
    await using fetching = await startFetching()
    expect(await fetching.get('file://elsewhere.example/feed.xml')).toMatchObject({ kind: 'failed', reason: 'file' })
  })
})
