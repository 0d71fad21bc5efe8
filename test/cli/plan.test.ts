import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Plan } from '../../src/rehearse/plan.ts'
import { run } from '../support/command.ts'
import { rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { tempFolder } from '../support/temp-folder.ts'

let origin: Origin
let folder: ReturnType<typeof tempFolder>
let config: { sources: object[]; topics: object[]; filters: object[]; feeds: object[] }

const HOUR = 3_600_000
const article = (title: string, hoursAgo: number) => ({
  title,
  guid: title,
  link: `https://x.example/${encodeURIComponent(title)}`,
  date: new Date(Date.now() - hoursAgo * HOUR).toUTCString(),
})

beforeAll(async () => {
  origin = await startOrigin()
  origin.serve('/a', {
    body: rss([
      article('TSMC embauche', 1),
      article('TSMC paie', 2),
      article('Soldes', 3),
      article('Une vieille puce', 24 * 40),
    ]),
  })
})
afterAll(() => origin[Symbol.asyncDispose]())
beforeEach(async () => {
  folder = tempFolder()
  config = {
    sources: [{ id: 'a', url: `${origin.url}/a`, title: 'A' }],
    topics: [{ id: 'chips', title: 'Chips', where: 'TSMC' }],
    filters: [],
    feeds: [
      { name: 'chips', title: 'Chips', topics: ['chips'] },
      { name: 'old', title: 'Old', where: 'paie' },
    ],
  }
  write('feeds.config.json')
  return () => folder[Symbol.dispose]()
})

function write(file: string): void {
  writeFileSync(join(folder.path, file), JSON.stringify(config))
}

const planned = async (...args: string[]) =>
  JSON.parse((await run(folder.path, ['plan', '--json', ...args])).out) as Plan
const NOTHING = { count: 0, items: [] }

describe('plan', () => {
  it('says that nothing has run yet', async () => {
    expect(await run(folder.path, ['plan'])).toMatchObject({ code: 1, err: expect.stringContaining('Nothing has run') })
  })

  it('says that nothing would change', async () => {
    await run(folder.path, ['poll'])
    expect(await run(folder.path, ['plan'])).toMatchObject({
      code: 0,
      out: 'Nothing would change, of 3 articles of the last 30 days.\n',
    })
  })

  it('says what is taken down, and what a feed does otherwise', async () => {
    await run(folder.path, ['poll'])
    const feeds = [
      { name: 'chips', title: 'Chips', topics: ['chips'], content: 'title', maxPerSource: 1 },
      config.feeds[1],
    ]
    const takedown = ['https://x.example/TSMC%20paie']
    writeFileSync(join(folder.path, 'next.json'), JSON.stringify({ ...config, feeds, takedown }))
    const { out } = await run(folder.path, ['plan', 'next.json'])
    expect(out).toContain('takedown lines added: https://x.example/TSMC%20paie\n')
    expect(out).toContain('feed chips: content, maxPerSource changed\nfeed chips: 2 articles, would have 1\n')
    expect(out).toMatch(/feed old: 1 articles, would have 0\n {2}- .* TSMC paie\n/)
  })

  it('says that a feed would be private, and no key of it', async () => {
    await run(folder.path, ['poll'])
    const feeds = [{ name: 'chips', title: 'Chips', topics: ['chips'], key: 'never-to-be-shown' }, config.feeds[1]]
    writeFileSync(join(folder.path, 'next.json'), JSON.stringify({ ...config, feeds }))
    for (const options of [[], ['--json']]) {
      const { out, err } = await run(folder.path, ['plan', 'next.json', ...options])
      expect(out).toContain(options.length === 0 ? 'feed chips: private changed\n' : '"settings":["private"]')
      expect(out + err).not.toContain('never-to-be-shown')
    }
  })

  it('says what another file would change, feed by feed, and changes nothing', async () => {
    await run(folder.path, ['poll'])
    config.topics = [{ id: 'chips', title: 'Chips', where: 'TSMC OR puce' }]
    config.filters = [{ name: 'no pay', exclude: 'paie' }]
    config.feeds = [
      { name: 'chips', title: 'Chips', topics: ['chips'] },
      { name: 'new', title: 'New', where: 'soldes OR embauche' },
    ]
    config.sources.push({ id: 'b', url: `${origin.url}/b`, title: 'B' })
    write('next.json')

    const all = await planned('next.json', '--days', '90')
    expect(all).toMatchObject({
      sources: { added: ['b'], removed: [], changed: [] },
      topics: { added: [], removed: [], changed: ['chips'] },
      filters: { added: ['no pay'], removed: [], changed: [] },
      looked: 4,
    })
    expect(all.feeds).toMatchObject([
      { name: 'all', change: 'kept', before: 4, after: 3, in: NOTHING, out: { items: [{ title: 'TSMC paie' }] } },
      {
        ...{ name: 'chips', change: 'kept', before: 2, after: 2 },
        in: { count: 1, items: [{ title: 'Une vieille puce', sourceId: 'a' }] },
        out: { count: 1, items: [{ title: 'TSMC paie' }] },
      },
      { name: 'new', change: 'added', before: 0, after: 2, in: { count: 2 } },
      { name: 'old', change: 'removed', before: 1, after: 0, out: { count: 1 } },
    ])
    expect((await planned('next.json')).looked).toBe(3)

    const { out } = await run(folder.path, ['plan', 'next.json'])
    expect(out).toMatch(
      /^sources added: b\ntopics changed: chips\nfilters added: no pay\nfeed all: 3 articles, would have 2\n {2}- /,
    )
    expect(out).toMatch(/feed old: removed, 1 articles\nLooked at 3 articles.* not known before they are polled/)
    expect((await planned()).feeds.every(({ in: coming, out }) => coming.count + out.count === 0)).toBe(true)
  })

  it('is what happens when it runs', async () => {
    await run(folder.path, ['poll'])
    config.topics = [{ id: 'chips', title: 'Chips', where: 'TSMC OR puce' }]
    config.filters = [{ exclude: 'paie' }]
    write('feeds.config.json')
    await run(folder.path, ['poll'])

    expect((await run(folder.path, ['items', 'topic:chips'])).out).toMatch(/embauche\n.*vieille puce\n$/)
    expect((await run(folder.path, ['items', '--hidden'])).out).toMatch(/TSMC paie\n$/)
    expect(await run(folder.path, ['plan'])).toMatchObject({ out: expect.stringMatching(/^Nothing would change/) })
  })

  it('refuses days that are none, and a file that is wrong', async () => {
    await run(folder.path, ['poll'])
    expect(await run(folder.path, ['plan', '--days', '0'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--days'),
    })
    expect(await run(folder.path, ['plan', 'nowhere.json'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('nowhere.json'),
    })
  })
})
