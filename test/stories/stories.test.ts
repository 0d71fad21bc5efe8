import { describe, expect, it } from 'vitest'
import { createStoryIndex, WINDOW_MS } from '../../src/stories/story-index.ts'
import { articleOf, HOUR, type Made, NOON } from './articles.ts'
import { groupInOrder } from './grouping.ts'

/** How many stories articles make. */
function storiesIn(articles: readonly Made[]): number {
  const samples = articles.map((article) => ({ item: articleOf(article), title: article.title }))
  return new Set(groupInOrder(samples).values()).size
}

const BRIDGE: readonly Made[] = [
  {
    title: 'Cargo ship strikes bridge at Harlow Point, six workers missing',
    lead: 'A container ship lost power and struck a pillar of the Harlow Point bridge early on Tuesday, sending six road workers into the river, the coast guard said.',
  },
  {
    title: 'Harlow Point bridge collapses after container ship hits pillar',
    lead: 'The Harlow Point bridge fell into the river early on Tuesday after a container ship without power hit one of its pillars. Rescuers are looking for six road workers.',
    at: 1,
  },
  {
    title: 'Six missing as ship brings down Harlow Point bridge',
    lead: 'Divers searched the river for six road workers after a container ship lost power and brought down the Harlow Point bridge.',
    at: 3,
  },
]
const PONT: readonly Made[] = [
  { title: 'Séisme au Vanuatu : au moins quatorze morts à Port-Vila', lang: 'fr' },
  { title: 'Vanuatu : un puissant séisme fait au moins quatorze morts dans la capitale Port-Vila', lang: 'fr', at: 1 },
  { title: 'Le bilan du séisme au Vanuatu monte à quatorze morts', lang: 'fr', at: 2 },
]

describe('articles of one event', () => {
  it('are one story, in English', () => expect(storiesIn(BRIDGE)).toBe(1))
  it('are one story, in French, by their titles alone', () => expect(storiesIn(PONT)).toBe(1))

  it('are one story whatever order they come in', () => {
    expect(storiesIn(BRIDGE.toReversed())).toBe(1)
    expect(storiesIn([BRIDGE[1], BRIDGE[2], BRIDGE[0]].flatMap((one) => one ?? []))).toBe(1)
  })

  it('are apart from those of another event', () => {
    const other = {
      title: 'Parliament votes down fishing quota reform',
      lead: 'Members of parliament rejected the reform of fishing quotas on Tuesday, a setback for the minister of agriculture.',
    }
    expect(storiesIn([...BRIDGE, ...PONT, other])).toBe(3)
  })
})

describe('what looks alike and is no story', () => {
  it.each<[string, readonly Made[]]>([
    [
      'quarterly results',
      [
        { title: 'Nvidia reports third quarter results' },
        { title: 'Intel reports third quarter results' },
        { title: 'Qualcomm reports third quarter results' },
      ],
    ],
    [
      'the weather at places',
      [
        { title: 'Lannion : la météo du mardi 10 mars 2026', lang: 'fr', source: 'ouest' },
        { title: 'Vannes : la météo du mardi 10 mars 2026', lang: 'fr', source: 'ouest' },
        { title: 'La météo du mardi 10 mars 2026 à Redon', lang: 'fr', source: 'ouest' },
      ],
    ],
    [
      'a morning show',
      [
        { title: 'La matinale du 10 mars', lang: 'fr', source: 'radio' },
        { title: 'La matinale du 11 mars', lang: 'fr', source: 'radio', at: 24 },
        { title: 'La matinale du 12 mars', lang: 'fr', source: 'radio', at: 48 },
      ],
    ],
    [
      'lists of offers',
      [
        { title: 'Top 10 deals of the day on headphones', source: 'shop' },
        { title: 'Top 12 deals of the day on headphones', source: 'shop', at: 20 },
      ],
    ],
    [
      'a live page of every day',
      [
        { title: 'Guerre en Ukraine, jour 1476 : ce qu’il faut retenir', lang: 'fr', source: 'monde' },
        { title: 'Guerre en Ukraine, jour 1477 : ce qu’il faut retenir', lang: 'fr', source: 'monde', at: 24 },
      ],
    ],
    [
      'what happens in one town',
      [
        { title: 'Gimont. Le marché de nuit revient samedi', lang: 'fr', source: 'depeche' },
        { title: 'Gimont. Du changement dans la collecte des déchets', lang: 'fr', source: 'depeche' },
      ],
    ],
    [
      'horoscopes',
      [
        { title: 'Horoscope du jour', lang: 'fr', source: 'tele' },
        { title: 'Horoscope du jour', lang: 'fr', source: 'tele', at: 24 },
      ],
    ],
    [
      'weekly digests',
      [
        { title: 'The week in security: what you missed, March 6', source: 'sec' },
        { title: 'The week in security: what you missed, March 13', source: 'sec', at: 72 },
      ],
    ],
  ])('%s', (_, articles) => expect(storiesIn(articles)).toBe(articles.length))
})

describe('a placement', () => {
  it('says why: parts that sum to the score, words first', () => {
    const index = createStoryIndex()
    const [first, second] = BRIDGE.map(articleOf)
    if (first === undefined || second === undefined) throw new Error('no articles')
    index.add(first, 'story')
    const { storyId, joining, bridges } = index.place(second)
    expect({ storyId, bridges }).toEqual({ storyId: 'story', bridges: [] })
    const because = joining?.because ?? []
    expect(because.slice(0, 8).map(({ what }) => what)).toEqual(expect.arrayContaining(['harlow', 'bridge', 'ship']))
    expect(because.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(joining?.score ?? 0)
    expect(joining?.score).toBeGreaterThanOrEqual(joining?.threshold ?? Number.POSITIVE_INFINITY)
  })

  it('changes nothing, and is not by the item itself', () => {
    const index = createStoryIndex()
    const [first] = BRIDGE.map(articleOf)
    if (first === undefined) throw new Error('no article')
    index.place(first)
    expect(index.size).toBe(0)
    index.add(first, 'story')
    expect(index.place(first)).toEqual({ bridges: [] })
  })

  it('is none beyond the window', () => {
    const index = createStoryIndex()
    const article = { ...BRIDGE[0], title: BRIDGE[0]?.title ?? '' }
    index.add(articleOf(article), 'story')
    const late = articleOf({ ...article, at: WINDOW_MS / HOUR + 1 })
    expect(index.place(late)).toEqual({ bridges: [] })
  })

  it('joins two stories that a late item shows to be one', () => {
    const index = createStoryIndex()
    const [first, second, third] = BRIDGE.map(articleOf)
    if (first === undefined || second === undefined || third === undefined) throw new Error('no articles')
    index.add(first, 'one')
    index.add(third, 'other')
    const { storyId, bridges } = index.place(second)
    expect([storyId, ...bridges].toSorted()).toEqual(['one', 'other'])
    index.add(second, 'one')
    index.merge('other', 'one')
    expect(
      index.place(articleOf({ ...BRIDGE[2], title: 'Six missing as ship hits Harlow Point bridge' })),
    ).toMatchObject({
      storyId: 'one',
      bridges: [],
    })
  })
})

describe('the index', () => {
  it('moves an item that is added again', () => {
    const index = createStoryIndex()
    const [first, second] = BRIDGE.map(articleOf)
    if (first === undefined || second === undefined) throw new Error('no articles')
    index.add(first, 'one')
    index.add(first, 'two')
    expect(index.size).toBe(1)
    expect(index.place(second).storyId).toBe('two')
  })

  it('forgets what is old, and its words', () => {
    const index = createStoryIndex()
    const [first, second] = BRIDGE.map(articleOf)
    if (first === undefined || second === undefined) throw new Error('no articles')
    index.add(first, 'one')
    index.forget(NOON + 1)
    expect(index.size).toBe(0)
    expect(index.place(second)).toEqual({ bridges: [] })
  })

  it('groups the same items in the same way', () => {
    const samples = [...BRIDGE, ...PONT].map((article) => ({ item: articleOf(article), title: article.title }))
    expect(groupInOrder(samples)).toEqual(groupInOrder(samples))
  })
})
