import { describe, expect, it } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { rss } from '../support/feeds.ts'
import { article, POLLS, START, trial } from './misbehaving.ts'

const PROSE =
  'I have driven over that bridge each morning for eleven years, and each morning somebody said that it would not last. Nobody listened; the engineers wrote letters, the council moved them from one drawer to another, and here we are, waiting for a ferry.'

const paper = (n: number) => {
  const { date, ...rest } = article(n)
  return { ...rest, date }
}

/** An Atom document of somebody who republishes: each entry with its `source`. */
function planet(entries: readonly ReturnType<typeof article>[], origin: string): string {
  const written = entries.map(
    ({
      title,
      guid,
      link,
      date,
      html,
    }) => `<entry><id>${guid}</id><title>${title} (via a planet)</title><link href="${link}"/>
      <updated>${new Date(date).toISOString()}</updated><content type="html">${html.replaceAll('<', '&lt;')}</content>
      <source><id>${origin}</id><title>The paper</title><link rel="self" href="${origin}"/></source></entry>`,
  )
  return `<feed xmlns="http://www.w3.org/2005/Atom"><title>A planet</title><id>p</id><updated>2026-11-01T00:00:00Z</updated>${written.join('')}</feed>`
}

describe('a planet and a source that it republishes', () => {
  it.each([
    ['first', ['planet', 'paper']],
    ['last', ['paper', 'planet']],
  ] as const)(
    'have each article once, told by the source, where the planet came %s and ranks higher',
    async (_, order) => {
      await using at = await trial(order, { planet: { priority: 90 }, paper: { priority: 10 } })
      const ids = new Map<string, string>()
      for (let poll = 0; poll < POLLS; poll += 1) {
        const written = [2, 1, 0].map((n) => paper(n + poll))
        const [now, later] = order
        const document = (id: string) =>
          id === 'paper' ? rss(written) : planet(written, 'https://feeds.paper.example/all')
        // One has it before the other.
        await at.poll({ [now]: document(now) })
        const items = await at.poll({ [later]: document(later) })
        expect(items).toHaveLength(3 + poll)
        for (const { id, title, sources, source } of items) {
          expect([title, sources.toSorted(), source.id]).toEqual([
            title.replace(' (via a planet)', ''),
            ['paper', 'planet'],
            'paper',
          ])
          expect(ids.get(title) ?? id).toBe(id)
          ids.set(title, id)
        }
      }
    },
  )

  it('are told by the guid alone, where the planet links to itself and we poll its origin', async () => {
    await using at = await trial(['paper', 'planet'])
    const origin = `${at.origin.url}/paper`
    // The planet is at another domain than its origin, which on a loopback takes another name for it.
    const elsewhere = at.origin.url.replace('127.0.0.1', 'localhost')
    await at.service.restart({
      sources: [
        { id: 'paper', url: origin, title: 'Paper' },
        { id: 'planet', url: `${elsewhere}/planet`, title: 'Planet' },
      ],
    })
    const own = paper(1)
    await at.poll({ paper: rss([own]) })
    const items = await at.poll({ planet: planet([{ ...own, link: 'https://planet.example/posts/1' }], origin) })
    expect(items).toMatchObject([{ title: own.title, sources: ['paper', 'planet'], source: { id: 'paper' } }])
  })

  it('is no planet that credits a photograph as its source', async () => {
    await using at = await trial(['paper', 'copy'], { paper: { priority: 50 }, copy: { priority: 40 } })
    const own = paper(1)
    const credited = rss([own]).replace('</item>', '<source url="https://pictures.example/a.jpg">Ann</source></item>')
    await at.poll({ copy: rss([own]) })
    expect(await at.poll({ paper: credited })).toMatchObject([{ source: { id: 'paper' } }])
  })
})

describe('a post about somebody else’s article', () => {
  const own = paper(3)
  const post = { title: 'On that bank', guid: 'post-1', link: own.link, date: own.date, html: `<p>${PROSE}</p>` }
  const others = [4, 5, 6].map((n) => ({ ...paper(n), guid: `b-${n}`, link: `https://blog.example/${n}` }))
  const blog = (one: object) => rss([one as typeof post, ...others])

  it.each([
    ['first', ['blog', 'paper']],
    ['last', ['paper', 'blog']],
  ] as const)('is an article of its own where it says something, whether it came %s', async (_, order) => {
    await using at = await trial(order, { blog: { priority: 90 } })
    const documents: Record<string, string> = { blog: blog(post), paper: rss([own]) }
    for (const id of order) await at.poll({ [id]: documents[id] ?? '' })
    for (let poll = 0; poll < 5; poll += 1) await at.poll({ blog: blog({ ...post, title: `${post.title}, ${poll}` }) })
    const items = await at.items()
    expect(items).toHaveLength(5)
    expect(items.filter(({ title }) => title === own.title)).toMatchObject([{ sources: ['paper'] }])
    expect(items.filter(({ title }) => title.startsWith('On that bank'))).toMatchObject([{ sources: ['blog'] }])
  })

  it.each([
    ['a few words', 'Worth reading.'],
    ['the words of the article', `${own.html}`],
  ])('is a sighting of it where it has %s', async (_, html) => {
    await using at = await trial(['paper', 'blog'])
    await at.poll({ paper: rss([own]) })
    const items = await at.poll({ blog: blog({ ...post, html }) })
    expect(items).toHaveLength(4)
    expect(items.find(({ title }) => title === own.title)).toMatchObject({ sources: ['paper', 'blog'] })
  })
})

describe('an article that was purged', () => {
  it('stays away over ten polls that list it, edited and under new guids', async () => {
    await using at = await trial()
    const [, gone, kept] = [paper(0), paper(1), paper(2)]
    const [first, second] = await at.poll({ a: rss([kept, gone]) })
    const store = await openStore({ dataDir: `${at.service.folder}/data`, tagAuthority: 'x', now: START })
    expect(await store.purge([second?.id ?? ''], START)).toBe(1)
    await store.close()
    for (let poll = 0; poll < POLLS; poll += 1) {
      const edited = { ...gone, title: `${gone.title} (${poll})`, guid: poll < 5 ? gone.guid : `${gone.guid}-${poll}` }
      expect((await at.poll({ a: rss([kept, edited]) })).map(({ id }) => id)).toEqual([first?.id])
    }
  })
})
