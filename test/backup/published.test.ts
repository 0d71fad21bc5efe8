import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadConfig } from '../../src/config/load-config.ts'
import { openConfiguredStore } from '../../src/tributary.ts'
import { named, readStrictly } from '../publish/xml.ts'
import { type Ended, run } from '../support/command.ts'
import { articles, rss } from '../support/feeds.ts'
import { startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

const FEEDS = ['all', 'stories', 'hot', 'topic']
const FORMATS = ['atom', 'rss', 'json']
const DAY = 86_400_000

let service: Service
let copy: Service
let before: ReadonlyMap<string, string>
let imported: Ended

const env = ({ folder }: Service) => ({
  TRIBUTARY_CONFIG: join(folder, 'feeds.config.json'),
  TRIBUTARY_DATA: join(folder, 'data'),
})
const article = (title: string, site = 'x.example') => ({
  title,
  guid: title,
  link: `https://${site}/${title.replaceAll(' ', '-')}`,
  html: '<p>A <b>text</b> of it</p>',
})

/** Every document by its path, with when it changed last; what it says of the port that it is at is left out. */
async function documentsOf({ get, url }: Service): Promise<Map<string, string>> {
  const documents = new Map<string, string>()
  const read = async (path: string): Promise<string> => {
    const response = await get(path)
    const text = (await response.text()).replaceAll(url, 'http://here')
    documents.set(path, `${response.status} ${response.headers.get('Last-Modified')}\n${text}`)
    return text
  }
  for (const feed of FEEDS)
    for (const format of FORMATS) {
      for (const part of ['', '/daily', '/weekly', '/hidden']) await read(`/feeds/${feed}${part}.${format}`)
      let path: string | undefined = `/feeds/${feed}.${format}`
      while (path !== undefined)
        path =
          /http:\/\/here(\/feeds\/\w+\/archive\/[\w-]+\.\w+)"[^>]*rel="prev-archive"|rel="prev-archive"[^>]*http:\/\/here(\/feeds\/\w+\/archive\/[\w-]+\.\w+)"|"next_url": ?"http:\/\/here(\/[^"]+)"/
            .exec(await read(path))
            ?.slice(1)
            .find((one) => one !== undefined)
    }
  return documents
}

/** Articles of a month, told in editions, of which one is purged and one taken down after the editions were out. */
beforeAll(async () => {
  await using origin = await startOrigin()
  const config = {
    title: 'The river',
    timezone: 'Europe/Paris',
    topics: [{ id: 'dam', title: 'Dam', where: 'dam' }],
    filters: [{ name: 'adverts', exclude: 'title:advert' }],
    sources: ['a', 'b'].map((id) => ({ id, url: `${origin.url}/${id}`, title: id.toUpperCase() })),
    feeds: [
      { name: 'all', title: 'All', limit: 20 },
      { name: 'stories', title: 'Stories', stories: 'grouped', limit: 20 },
      { name: 'hot', title: 'Hot', order: 'hot' },
      { name: 'topic', title: 'Topic', topics: ['dam'] },
    ],
  }
  const story = 'The dam above the old town has given way tonight'
  origin.serve('/a', {
    body: rss([
      ...[article(story), article('To be purged'), article('Dam to take down', 'bad.example'), article('An advert')],
      ...articles(130, '2026-10-20T10:00:00Z', 'a'),
    ]),
  })
  origin.serve('/b', { body: rss([{ ...article(story), link: 'https://y.example/dam' }]) })
  service = await startService(config, '2026-10-20T12:00:00Z')
  service.clock.advance(10 * DAY)
  origin.serve('/a', {
    body: rss([article(`${story}, edited`), article('A new one'), ...articles(5, '2026-10-29T10:00:00Z', 'c')]),
  })
  await service.poll()
  service.clock.advance(DAY)
  await documentsOf(service)
  const store = await openConfiguredStore(loadConfig(env(service), service.folder), service.clock.now())
  const { items } = await store.items({
    where: { kind: 'words', field: 'title', words: ['purged'], prefix: false },
    limit: 1,
  })
  expect(await store.purge([items[0]?.id ?? ''], service.clock.now())).toBe(1)
  await store.close()
  service.clock.advance(3_600_000)
  const listed = { ...config, takedown: ['bad.example'] }
  await service.reload(listed)
  before = await documentsOf(service)
  expect(await run(service.folder, ['export', 'all.jsonl'], env(service))).toMatchObject({ code: 0 })

  await origin[Symbol.asyncDispose]()
  copy = await startService(listed, new Date(service.clock.now()).toISOString())
  writeFileSync(join(copy.folder, 'all.jsonl'), readFileSync(join(service.folder, 'all.jsonl')))
  imported = await run(copy.folder, ['import', 'all.jsonl'], env(copy))
})

afterAll(async () => {
  await service?.[Symbol.asyncDispose]()
  await copy?.[Symbol.asyncDispose]()
})

describe('what is published', () => {
  it('is the same to the byte after an export and an import', async () => {
    expect(imported).toMatchObject({
      code: 0,
      out: expect.stringMatching(/, 1 tombstones, \d+ editions, 2 withdrawals$/m),
    })
    const after = await documentsOf(copy)
    expect([...after.keys()]).toEqual([...before.keys()])
    for (const [path, document] of before) expect(after.get(path), path).toBe(document)
  })

  it('had all of it: archive pages, editions, what was withdrawn', () => {
    const at = (path: string) => before.get(path) ?? ''
    for (const format of FORMATS) {
      const archives = [...before.keys()].filter(
        (path) => path.startsWith('/feeds/all/archive/') && path.endsWith(format),
      )
      expect(archives.length, format).toBeGreaterThan(1)
      for (const period of ['daily', 'weekly']) expect(at(`/feeds/all/${period}.${format}`)).toContain('To be purged')
      expect(at(`/feeds/all/daily.${format}`)).not.toContain('Dam to take down')
      expect(at(`/feeds/all/hidden.${format}`)).toContain('An advert')
    }
    const gone = (path: string) => named(readStrictly(at(path).replace(/^.*\n/, '')), 'deleted-entry').length
    expect([gone('/feeds/all.atom'), gone('/feeds/topic.atom')]).toEqual([2, 1])
  })

  it('stays so when the import is done again, and is exported alike', async () => {
    expect(await run(copy.folder, ['import', 'all.jsonl'], env(copy))).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^0 articles imported/),
    })
    expect(new Map(await documentsOf(copy))).toEqual(before)
    await run(copy.folder, ['export', 'again.jsonl'], env(copy))
    const [first, again] = ['all', 'again'].map((name) => readFileSync(join(copy.folder, `${name}.jsonl`), 'utf8'))
    expect(again).toBe(first)
  })

  it('comes back without the editions from a file that has none, of an older version', async () => {
    await using old = await startService({ sources: [], takedown: ['bad.example'] }, '2026-11-05T12:00:00Z')
    const lines = readFileSync(join(service.folder, 'all.jsonl'), 'utf8').trim().split('\n')
    const written = lines
      .filter((line) => !/^\{"kind":"(edition|withdrawal)"/.test(line))
      .map((line) => line.replace(/,"hiddenAt":\d+/, '').replace('"format":2', '"format":1'))
    expect(JSON.parse(written[0] ?? '')).toMatchObject({ kind: 'frame', format: 1 })
    writeFileSync(join(old.folder, 'old.jsonl'), written.join('\n'))
    expect(await run(old.folder, ['import', 'old.jsonl'], env(old))).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d{3} articles imported.* 0 editions, 0 withdrawals$/m),
    })
  })
})
