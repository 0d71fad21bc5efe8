import { describe, expect, it } from 'vitest'
import { parseFeed } from '../../src/parse/parse.ts'
import { encode, textOf } from './draft.ts'
import { writeFeeds } from './feeds.ts'
import { KINDS, measure } from './measure.ts'

/** Of all pairs of a feed and a kind of damage. */
const SHARE = 0.99

describe('the feeds, before they are damaged', () => {
  it.each(writeFeeds().map((draft) => [draft.name, draft] as const))('%s', async (_, draft) => {
    const feed = await parseFeed(encode(textOf(draft), draft.encoding))

    expect(feed.repairs).toEqual([])
    expect(feed.entries).toHaveLength(draft.items.length)
    expect(new Set(feed.entries.map(({ link }) => link)).size).toBe(draft.items.length)
    for (const entry of feed.entries) expect(entry).toMatchObject({ title: {}, link: expect.stringMatching(/^https:/) })
  })
})

describe('what the damage did not touch', () => {
  it('is whole', async () => {
    const pairs = await measure()
    const problems = pairs.flatMap(({ kind, feed, problem }) => (problem === undefined ? [] : [`${kind} | ${feed}`]))

    expect(new Set(pairs.map(({ kind }) => kind)).size, 'every kind was done to some feed').toBe(
      Object.keys(KINDS).length,
    )
    expect(pairs.length).toBeGreaterThan(2_000)
    expect(problems.length, problems.join('\n')).toBeLessThanOrEqual((1 - SHARE) * pairs.length)
  })
})
