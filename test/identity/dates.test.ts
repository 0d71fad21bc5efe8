import { describe, expect, it } from 'vitest'
import { type Article, rss } from '../support/feeds.ts'
import { article, POLLS, trial } from './misbehaving.ts'

const DAY = 86_400_000

/** Each article comes at one poll and is listed at all that follow. */
const TABLE: readonly [string, (n: number, poll: number, now: number) => Partial<Article>][] = [
  ['absent', () => ({ date: '' })],
  ['in the future', (_, __, now) => ({ date: new Date(now + 30 * DAY).toUTCString() })],
  [
    'in the future, and another one at each poll',
    (_, poll, now) => ({ date: new Date(now + poll * DAY).toUTCString() }),
  ],
  ['the epoch', () => ({ date: 'Thu, 01 Jan 1970 00:00:00 GMT' })],
  ['the year 1', () => ({ date: '0001-01-01T00:00:00Z' })],
  ['in no format', () => ({ date: 'the other day' })],
  [
    'another one at each poll',
    (n, poll) => ({ date: new Date(Date.parse(article(n).date) + poll * 60_000).toUTCString() }),
  ],
  ['absent at first', (n, poll) => ({ date: poll === n ? '' : article(n).date })],
  ['absent later', (n, poll) => ({ date: poll === n ? article(n).date : '' })],
  ['in a zone that is five hours ahead', (_, __, now) => ({ date: new Date(now + 5 * 3_600_000).toUTCString() })],
]

describe('articles whose date is', () => {
  it.each(TABLE)('%s keep the one that they came with, in the order in which they came', async (_, dated) => {
    await using at = await trial()
    const dates = new Map<string, string>()
    for (let poll = 0; poll < POLLS; poll += 1) {
      const now = at.service.clock.time + 2_400_000
      const written = Array.from({ length: poll + 1 }, (_unused, n) => ({ ...article(n), ...dated(n, poll, now) }))
      const items = await at.poll({ a: rss(written.toReversed()) })
      expect(items.map(({ title }) => title)).toEqual(written.map(({ title }) => title).toReversed())
      for (const { title, publishedAt } of items) {
        expect([title, dates.get(title) ?? publishedAt]).toEqual([title, publishedAt])
        expect(Date.parse(publishedAt)).toBeLessThanOrEqual(at.service.clock.time)
        expect(Date.parse(publishedAt)).toBeGreaterThan(Date.UTC(2026, 9, 30))
        dates.set(title, publishedAt)
      }
    }
  })

  it('absent are spread from the last poll to this one', async () => {
    await using at = await trial()
    const bare = (n: number) => ({ title: article(n).title, link: article(n).link })
    await at.poll({ a: rss([bare(0)]) })
    const from = at.service.clock.time
    const items = await at.poll({ a: rss([4, 3, 2, 1, 0].map(bare)) })
    const to = at.service.clock.time
    const quarter = (to - from) / 4
    expect(items.map(({ publishedAt }) => Date.parse(publishedAt))).toEqual([
      to,
      to - quarter,
      to - 2 * quarter,
      to - 3 * quarter,
      from,
    ])
  })
})
