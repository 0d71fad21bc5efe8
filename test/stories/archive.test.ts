import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { normaliseFeed } from '../../src/normalise/normalise.ts'
import { parseFeed } from '../../src/parse/parse.ts'
import { featuresOf } from '../../src/stories/features.ts'
import { articleOf, HOUR, type Made, NOON } from './articles.ts'
import { groupInOrder } from './grouping.ts'

const ARCHIVE = new URL('../../data/archive/semiconductors.xml', import.meta.url)
const URL_OF_ARCHIVE = 'https://tributary.example/archive.xml'

/** What the archive leaves out: related, and other events. */
const RELATED: readonly Made[] = [
  {
    title: 'OpenAI : Sam Altman veut lever des milliards pour un réseau d’usines de puces',
    lead: 'Le patron d’OpenAI discute avec des investisseurs pour bâtir un réseau mondial d’usines de semi-conducteurs.',
    lang: 'fr',
    at: hoursOf('2024-01-22T10:00:00Z'),
  },
  {
    title: 'Sam Altman returns to the board of OpenAI with three new directors',
    lead: 'OpenAI named three directors to its board on Friday and said that Sam Altman would sit on it again.',
    at: hoursOf('2024-03-08T22:00:00Z'),
  },
]

/** The titles of the archive and what is added, by story, as the service would group them. */
async function storiesWith(more: readonly Made[]): Promise<readonly (readonly string[])[]> {
  const parsed = await parseFeed(readFileSync(ARCHIVE), 'application/rss+xml', URL_OF_ARCHIVE)
  const { entries } = normaliseFeed(parsed, { documentUrl: URL_OF_ARCHIVE, now: Date.parse('2024-04-01T00:00:00Z') })
  const samples = entries.map(({ article, text }, at) => {
    const { lang = 'en', publishedAt = 0 } = article
    const item = { id: `entry-${at}`, sourceId: 'archive', publishedAt, lang, features: featuresOf(article, text) }
    return { item, title: article.title }
  })
  const all = [...samples, ...more.map((made) => ({ item: articleOf(made), title: made.title }))]
  all.sort((a, b) => a.item.publishedAt - b.item.publishedAt)
  const stories = groupInOrder(all)
  const titles = Map.groupBy(all, ({ item }) => stories.get(item.id))
  return [...titles.values()].map((of) => of.map(({ title }) => title))
}

function hoursOf(date: string): number {
  return (Date.parse(date) - NOON) / HOUR
}

describe('the bundled archive', () => {
  it('tells the story of RFI with its French and English companions, and not what came ten days later', async () => {
    const stories = await storiesWith([])
    expect(stories.map((titles) => titles.map((title) => title.slice(0, 28)))).toEqual([
      [
        "Wall Street Journal: OpenAI's",
        'La Tribune : le projet du pa',
        'Semi-conducteurs: le patron ',
        'The plan in figures: seven t',
      ].map((title) => title.slice(0, 28)),
      ['Sam Altman a besoin du feu v'],
      ['Background: who is at the ta'],
    ])
  })

  it('leaves out what January and March tell of the same people', async () => {
    const stories = await storiesWith(RELATED)
    const titles = new Set(RELATED.map(({ title }) => title))
    expect(stories.filter((story) => story.some((title) => titles.has(title))).map(({ length }) => length)).toEqual([
      1, 1,
    ])
  })
})
