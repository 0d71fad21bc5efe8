import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentProblems } from '../publish/checks/check.ts'
import { named, readStrictly } from '../publish/xml.ts'
import { rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

let origin: Origin
let service: Service

const article = (name: string) => ({ title: name, guid: name, link: `https://x.example/${name}`, html: 'A text' })
const serve = (...names: string[]) => origin.serve('/a', { body: rss(names.map(article)) })
const config = (takedown: string[] = []) => ({
  title: 'The river',
  takedown,
  topics: [{ id: 'gone', title: 'Gone', where: 'title:one OR title:two OR title:four' }],
  sources: [
    { id: 'a', url: `${origin.url}/a`, title: 'A' },
    { id: 'b', url: `${origin.url}/b`, title: 'B' },
  ],
  feeds: [
    { name: 'all', title: 'All' },
    { name: 'topic', title: 'Topic', topics: ['gone'] },
    { name: 'other', title: 'Other', where: 'source:b' },
    { name: 'words', title: 'Words', where: 'title:one OR title:three' },
    { name: 'stories', title: 'Stories', stories: 'grouped' },
  ],
})
const uri = async (name: string) => {
  const { items } = (await (await service.get(`/api/items?q=title:${name}`)).json()) as { items: { uri: string }[] }
  return items[0]?.uri ?? ''
}
const deleted = async (path: string) => {
  const text = await (await service.get(path)).text()
  expect(documentProblems('atom', text, service.clock.now())).toEqual([])
  expect(text.includes('xmlns:at=')).toBe(text.includes('<at:'))
  return named(readStrictly(text), 'deleted-entry').map(({ attributes: { ref = '', when = '' } }) => ({ ref, when }))
}

beforeAll(async () => {
  origin = await startOrigin()
  serve('one', 'two', 'three')
  origin.serve('/b', { body: rss([article('five')]) })
  service = await startService(config())
})

afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

describe('what was in a feed and is published no more', () => {
  const listed = ['https://x.example/one', 'https://x.example/four']
  let one = ''

  it('is told in Atom, where it can be known that it was in the feed', async () => {
    one = await uri('one')
    expect(await deleted('/feeds/all.atom')).toEqual([])
    service.clock.advance(3_600_000)
    await service.reload(config(listed))
    const tombstone = { ref: one, when: '2026-11-01T13:00:00.000Z' }
    for (const path of ['/feeds/all.atom', '/feeds/topic.atom', '/feeds/all.atom?source=a'])
      expect(await deleted(path), path).toEqual([tombstone])
    // Nobody knows any more which words it had, and entries of stories are not articles.
    for (const path of [
      'other.atom',
      'words.atom',
      'stories.atom',
      'all.atom?q=text',
      'all/hidden.atom',
      'all.atom?source=b',
    ])
      expect(await deleted(`/feeds/${path}`), path).toEqual([])
    for (const format of ['rss', 'json'])
      expect(await (await service.get(`/feeds/all.${format}`)).text()).not.toContain(one)
  })

  it('is not told of what was never published', async () => {
    serve('one', 'two', 'three', 'four')
    service.clock.advance(3_600_000)
    await service.poll()
    expect((await deleted('/feeds/all.atom')).map(({ ref }) => ref)).toEqual([one])
  })

  it('is told for thirty days, by what has come since', async () => {
    service.clock.advance(31 * 86_400_000)
    await service.poll()
    expect(await deleted('/feeds/all.atom')).toHaveLength(1)
    serve('six')
    service.clock.advance(3_600_000)
    await service.poll()
    expect(await deleted('/feeds/all.atom')).toEqual([])
  })

  it('is told no more where it is published again, and anew where it is taken down again', async () => {
    await service.reload(config())
    expect(await uri('one')).toBe(one)
    expect(await deleted('/feeds/topic.atom')).toEqual([])
    await service.reload(config(listed))
    expect((await deleted('/feeds/topic.atom')).map(({ ref }) => ref)).toContain(one)
    await service.restart()
    expect((await deleted('/feeds/topic.atom')).map(({ ref }) => ref)).toContain(one)
  })
})

describe('what its publisher deletes (RFC 6721)', () => {
  const entry = (name: string, updated = '2026-11-01T10:00:00Z') =>
    `<entry><id>urn:${name}</id><title>The ${name} of the year</title><updated>${updated}</updated>
     <link href="https://y.example/${name}"/><content type="html">Words of ${name}</content></entry>`
  const atom = (entries: readonly string[], deleted: readonly (readonly [name: string, when: string])[] = []) =>
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:gone="http://purl.org/atompub/tombstones/1.0"><title>S</title>
     <id>urn:s</id><updated>2026-11-01T10:00:00Z</updated>
     ${deleted.map(([name, when]) => `<gone:deleted-entry ref="urn:${name}" when="${when}"/>`).join('')}
     ${entries.join('')}</feed>`
  const found = async (path = '/feeds/all.json') => {
    const { items } = (await (await service.get(path)).json()) as { items: { title: string }[] }
    return items.map(({ title }) => title.replace(/^The (\w+).*/, '$1')).filter((title) => /^[a-z]+$/.test(title))
  }
  const publishAtom = async (...[entries, deleted]: Parameters<typeof atom>) => {
    origin.serve('/c', { body: atom(entries, deleted), headers: { 'Content-Type': 'application/atom+xml' } })
    service.clock.advance(3_600_000)
    await service.poll()
  }

  it('goes from every document, alone from its story, and readers of Atom are told', async () => {
    const now = new Date(service.clock.now())
    const [early, late] = [now.toISOString(), new Date(now.getTime() + 3_600_000).toISOString()]
    origin.serve('/c', { body: atom(['flood', 'storm', 'drought'].map((name) => entry(name, early))) })
    await service.restart({
      title: 'The river',
      sources: [{ id: 'c', url: `${origin.url}/c`, title: 'C' }],
      feeds: [
        { name: 'all', title: 'All', sources: ['c'] },
        { name: 'stories', title: 'Stories', sources: ['c'], stories: 'grouped' },
      ],
    })
    expect((await found()).toSorted()).toEqual(['drought', 'flood', 'storm'])
    const flood = await uri('flood')
    // Its deletion is older than the drought that is listed, and than the storm that we hold.
    await publishAtom(
      [entry('drought', late)],
      [
        ['flood', late],
        ['drought', early],
        ['storm', '2026-11-01T09:00:00Z'],
      ],
    )
    for (const path of ['/feeds/all.json', '/feeds/stories.json', '/search.json?q=words'])
      expect([path, (await found(path)).toSorted()]).toEqual([path, ['drought', 'storm']])
    expect((await deleted('/feeds/all.atom')).map(({ ref }) => ref)).toEqual([flood])
    const id = flood.replace(/.*\//, '')
    expect((await service.get(`/api/items/${id}`)).status).toBe(404)

    await publishAtom(['flood', 'drought'].map((name) => entry(name, new Date(service.clock.now()).toISOString())))
    expect((await found()).toSorted()).toEqual(['drought', 'storm'])
  })
})
