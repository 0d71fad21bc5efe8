import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { verdictOf, wordsOf } from '../../src/classify/classify.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { digest } from '../../src/digest/digest.ts'
import type { Article } from '../../src/model/item.ts'
import { draw, readLabels } from './draw.ts'
import { SENTENCES } from './sentences.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const NOW = Date.UTC(2026, 10, 1)
const { topics } = loadConfig({}, ROOT)
const rules = { topics, filters: [] }

function topicsIn(written: string, lang: string): readonly string[] {
  const [title = '', text = ''] = written.split(' | ')
  const article: Article = {
    ...{ title, lang, summary: text, contentHtml: '', authors: [], categories: [], enclosures: [] },
  }
  return verdictOf(rules, article, wordsOf(article, text), 'rfi', NOW).topics
}

describe.each(SENTENCES)('$topic in $lang', ({ topic, lang, on, off }) => {
  it.each(on)('is %s', (written) => expect(topicsIn(written, lang)).toContain(topic))
  it.each(off)('is not %s', (written) => expect(topicsIn(written, lang)).not.toContain(topic))
})

describe('the shipped topics', () => {
  it('are all tried in French and English, on and off', () => {
    for (const { id } of topics)
      expect(SENTENCES.filter(({ topic }) => topic === id).map(({ lang }) => lang)).toEqual(['en', 'fr'])
    const count = SENTENCES.reduce((sum, { on, off }) => sum + on.length + off.length, 0)
    expect(count).toBeGreaterThanOrEqual(120)
  })

  it('keep the story of February 2024 in semiconductors', async () => {
    const file = join(ROOT, 'data/archive/semiconductors.xml')
    const { candidates } = await digest(
      {
        body: readFileSync(file),
        url: `file://${file}`,
        source: { id: 'archive-semiconductors', lang: 'fr', priority: 50 },
        now: NOW,
      },
      rules,
    )
    expect(candidates.length).toBeGreaterThan(5)
    for (const { article, topics: found } of candidates) expect(found, article.title).toContain('semiconductors')
  })
})

describe('the hits that were read', () => {
  it.each(['en', 'fr'])('are on topic 19 times of 20 in %s', (language) => {
    const read = readLabels().filter(({ lang }) => lang === language)
    const given = read.flatMap(({ labels }) => Object.values(labels))
    expect(read.every(({ topic }) => topic === 'semiconductors')).toBe(true)
    expect(given.length).toBeGreaterThan(40)
    expect(given.every((label) => label === 'yes' || label === 'no')).toBe(true)
    expect(given.filter((label) => label === 'yes').length / given.length).toBeGreaterThanOrEqual(0.95)
  })

  it('are drawn by chance, the same for the same seed', () => {
    const items = Array.from({ length: 500 }, (_, i) => ({
      ...{ id: `item ${i}`, title: '', text: '', lang: i % 2 === 0 ? 'fr' : 'en', labels: [] },
      topics: i % 5 === 0 ? [] : ['ai'],
    }))
    const known = {
      topic: 'ai',
      set: 'made',
      lang: 'fr',
      seed: 'one',
      labels: { 'item 2': 'yes', 'item 4': 'no' } as const,
    }
    const drawn = draw(items, known)
    expect(drawn.hits).toBe(200)
    expect(drawn.yes.map(({ id }) => id)).toEqual(['item 2'])
    expect(drawn.no.map(({ id }) => id)).toEqual(['item 4'])
    expect(drawn.unread).toHaveLength(198)
    expect(draw(items, known)).toEqual(drawn)
    expect(draw(items, { ...known, seed: 'two' }).unread).not.toEqual(drawn.unread)
  })
})
