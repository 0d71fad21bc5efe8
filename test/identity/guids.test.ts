import { describe, expect, it } from 'vitest'
import { type Article, rss } from '../support/feeds.ts'
import { article, type Listed, POLLS, trial } from './misbehaving.ts'

type Written = ReturnType<typeof article>
/** How one entry is written at one poll; `place` from the top of the document. */
type Misbehaviour = (written: Written, poll: number, place: number) => Article

const without = ({ title, date, html }: Written) => ({ title, date, html })

/** Name, how it is written, articles in a document, and what the health says of it. */
const TABLE: readonly [string, Misbehaviour, number, RegExp?][] = [
  [
    'a guid that counts revisions (BBC)',
    (a, poll) => ({ ...a, guid: `${a.link}#${poll}` }),
    5,
    /other ones at each poll/,
  ],
  [
    'a guid that is another one at each poll',
    (a, poll) => ({ ...a, guid: `${a.guid}-${poll}` }),
    5,
    /other ones at each/,
  ],
  ['such a guid, and no link', (a, poll) => ({ ...without(a), guid: `${a.guid}-${poll}` }), 5, /other ones at each/],
  ['one guid for all', (a) => ({ ...a, guid: 'x' }), 5, /one guid is shared/],
  ['one guid for all, one article at a time', (a) => ({ ...a, guid: 'x' }), 1, /one article after another/],
  ['one guid for all, no link', (a) => ({ ...without(a), guid: 'x' }), 5, /one guid is shared/],
  ['one guid for all, no link, one article at a time', (a) => ({ ...without(a), guid: 'x' }), 1, /one article after/],
  [
    'one guid and one link for all',
    (a) => ({ ...a, guid: 'x', link: 'https://paper.example/news' }),
    5,
    /one guid and one link are shared/,
  ],
  ['one link for all', (a) => ({ ...a, link: 'https://paper.example/news' }), 5, /one link is shared/],
  ['one link for all, one article at a time', (a) => ({ ...a, link: 'https://paper.example/news' }), 1, /one link is/],
  [
    'one link for all, no guid',
    (a) => ({ ...without(a), link: 'https://paper.example/news' }),
    5,
    /one link is shared/,
  ],
  ['guids that are numbers of rows', (a, _, place) => ({ ...a, guid: `${place}` }), 5, /one article after another/],
  ['such guids, and no links', (a, _, place) => ({ ...without(a), guid: `${place}` }), 5, /one article after another/],
  [
    'such guids, and no dates',
    (a, _, place) => ({ title: a.title, link: a.link, guid: `${place}` }),
    5,
    /after another/,
  ],
  ['neither guid nor link', (a) => without(a), 5],
  ['neither guid, link nor date', ({ title, html }) => ({ title, html }), 5],
  ['a move to https: in the middle', (a, poll) => moved(a, poll < 5 ? 'http:' : 'https:'), 5],
  ['a session in each link, no guid', (a, poll) => ({ ...without(a), link: `${a.link};jsessionid=${poll}${poll}` }), 5],
  [
    'a tracking parameter that is another one at each poll',
    (a, poll) => ({ ...a, link: `${a.link}?utm_id=${poll}` }),
    5,
  ],
  ['links to mobile and AMP pages in turn', (a, poll) => ({ ...without(a), link: edition(a.link, poll) }), 5],
  ['links through redirects in turn', (a, poll) => ({ ...without(a), link: redirect(a.link, poll) }), 5],
  [
    'a date that is that of the poll',
    (a, poll) => ({ ...a, date: new Date(Date.UTC(2026, 10, 1, 12, poll)).toUTCString() }),
    5,
  ],
  [
    'a title edit that comes as a new guid',
    (a, poll) => ({ ...a, title: `${a.title}: update ${poll}`, guid: `${a.guid}-${poll}` }),
    5,
    /other ones/,
  ],
]

describe('an article of which everything but the guid changes', () => {
  it('is the same one, as long as the others keep theirs: a story that develops', async () => {
    await using at = await trial()
    const others = [1, 2, 3, 4].map(article)
    const [first] = (await at.poll({ a: rss([article(0), ...others]) })).toReversed()
    expect(first?.title).toBe(article(0).title)
    for (let poll = 10; poll < 20; poll += 1) {
      const items = await at.poll({ a: rss([{ ...article(poll), guid: article(0).guid }, ...others]) })
      expect(items).toHaveLength(5)
      expect(items.at(-1)).toMatchObject({ id: first?.id, title: article(poll).title, publishedAt: first?.publishedAt })
    }
    expect(await at.message()).toBeUndefined()
  })
})

describe('a source that misbehaves over ten polls has each article once, with one id', () => {
  it.each(TABLE)('%s', async (_, misbehave, size, health) => {
    await using at = await trial()
    const ids = new Map<string, string>()
    let items: readonly Listed[] = []
    for (let poll = 0; poll < POLLS; poll += 1) {
      const written = Array.from({ length: size }, (_unused, place) => article(size - 1 + poll - place))
      items = await at.poll({ a: rss(written.map((one, place) => misbehave(one, poll, place))) })
      for (const { id, title } of items) {
        const bare = title.replace(/: update \d$/, '')
        expect([bare, ids.get(bare) ?? id]).toEqual([bare, id])
        ids.set(bare, id)
      }
      expect(items.length, `poll ${poll}`).toBe(size + poll)
    }
    const titles = items.map(({ title }) => title.replace(/: update \d$/, ''))
    expect(new Set(titles).size).toBe(titles.length)
    expect(titles.toSorted()).toEqual(
      Array.from({ length: size + POLLS - 1 }, (_unused, n) => article(n).title).toSorted(),
    )
    const message = await at.message()
    if (health === undefined) expect(message).toBeUndefined()
    else expect(message).toMatch(health)
  })
})

function moved(written: Written, scheme: string): Article {
  const link = written.link.replace('https:', scheme)
  return { ...written, link, guid: link }
}

function edition(link: string, poll: number): string {
  const path = link.replace('https://paper.example', '')
  return [
    link,
    `https://m.paper.example${path}`,
    `https://www.paper.example${path}/amp`,
    `https://amp.paper.example${path}`,
    `${link}?outputType=amp`,
    `https://paper-example.cdn.ampproject.org/c/s/paper.example${path}`,
    `https://www.google.com/amp/s/www.paper.example${path}`,
    `${link}/index.html`,
  ][poll % 8] as string
}

function redirect(link: string, poll: number): string {
  const target = encodeURIComponent(link)
  return [
    link,
    `https://www.google.com/url?sa=t&url=${target}&usg=x${poll}`,
    `https://l.facebook.com/l.php?u=${target}&h=${poll}`,
    `https://news.google.com/rss/articles/${Buffer.from(`\x08\x13\x22\x40${link}\xd2\x01\x00`, 'latin1').toString('base64url')}?oc=5`,
    `https://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&url=${target}&c=${poll}`,
  ][poll % 5] as string
}
