import { describe, expect, it } from 'vitest'
import { bridgeKeys } from '../../../src/stories/bridge-keys.ts'
import { CROSS_LANGUAGE_THRESHOLD, crossLanguageScore } from '../../../src/stories/cross-language.ts'
import { isOffer } from '../../../src/stories/offers.ts'
import { createRarity } from '../../../src/stories/rarity.ts'
import { figuresOn, labelledPairs } from './pairs.ts'

const NOON = Date.UTC(2026, 1, 10, 12)
const DAY = 86_400_000

/** French, English, and hours between them: made-up headlines, but for those of the bundled archive. */
const SAME: readonly (readonly [french: string, english: string, hours: number])[] = [
  [
    "Semi-conducteurs: le patron d'OpenAI Sam Altman à la recherche de milliers de milliards de dollars",
    "Wall Street Journal: OpenAI's Sam Altman seeks trillions of dollars for chips, energy and data centres",
    24,
  ],
  ['Zélandia : séisme de magnitude 7, au moins 120 morts', 'Earthquake kills at least 120 in Zelandia', 3],
  ['Nexor licencie 1 200 salariés en Allemagne', 'Nexor to lay off 1,200 workers in Germany', 5],
  ['Bruxelles : Quorba écope d’une amende de 40 millions d’euros', 'Quorba fined €40 million in Brussels', 2],
  ['La start-up Velmont lève 30 M€ pour ses robots', 'Velmont raises €30m for its robots', 8],
  ['Panne mondiale chez Drimbox : les serveurs rétablis', 'Drimbox restores servers after global outage', 4],
]
const APART: readonly (readonly [why: string, french: string, english: string, hours: number])[] = [
  ['another firm', 'Nexor licencie 1 200 salariés en Allemagne', 'Quorba to lay off 300 workers in France', 2],
  ['the same firm, another event', 'Nvidia rachète une start-up israélienne', 'Nvidia unveils a new graphics card', 1],
  ['concepts alone', 'Une attaque fait des morts à la frontière', 'Soldiers die in attack on the border', 1],
  ['weeks later', 'La start-up Velmont lève 30 M€ pour ses robots', 'Velmont raises €30m for its robots', 24 * 20],
  ['an offer', 'Bon plan : le Pixel 10a de Google à 399 €', 'Google Pixel 10a launches at $499', 1],
  ['results of different firms', 'Velmont : bénéfice en hausse de 5 %', 'Nexor profit rises 7% in fourth quarter', 1],
  ['a language of neither', 'Nexor licencie 1 200 salariés', '', 1],
]

describe('a French and an English article', () => {
  it.each(SAME)('tell one story: %s', (french, english, hours) => {
    expect(compared(french, english, hours).score).toBeGreaterThanOrEqual(CROSS_LANGUAGE_THRESHOLD)
  })

  it.each(APART)('stay apart, for %s', (_, french, english, hours) => {
    expect(compared(french, english, hours).score).toBeLessThan(CROSS_LANGUAGE_THRESHOLD)
  })

  it('have a score whose parts add up, the heaviest first, whichever comes first', () => {
    const { score, because } = compared('Nexor licencie 1 200 salariés', 'Nexor to lay off 1,200 workers', 12)
    expect(because.map(({ part }) => part)).toEqual(
      expect.arrayContaining(['w:nexor', 'n:1200', 'e:layoff', 'c:worker', 'share', 'days apart']),
    )
    expect(because.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(score, 10)
    expect(because.at(-1)).toEqual({ part: 'days apart', weight: expect.closeTo(-0.67, 5) })
    expect(because.map(({ weight }) => weight)).toEqual(because.map(({ weight }) => weight).toSorted((a, b) => b - a))
  })
})

describe('the rarity of a key', () => {
  it('falls as articles have it, in either language, and comes back when they are forgotten', () => {
    const rarity = createRarity()
    const fresh = rarity.of('w:nexor')
    for (let i = 0; i < 50; i += 1) rarity.add(['w:nexor'], 'fr')
    const known = rarity.of('w:nexor')
    for (let i = 0; i < 50; i += 1) rarity.forget(['w:nexor'], 'fr')

    expect(known).toBeLessThan(fresh - 2)
    expect(rarity.of('w:nexor')).toBe(fresh)
  })

  it('is known of common keys from the start', () => {
    const rarity = createRarity()
    expect(rarity.of('c:ai')).toBeLessThan(3)
    expect(rarity.of('w:nexor')).toBeGreaterThan(6)
  })

  it('counts no article in another language', () => {
    const rarity = createRarity()
    const before = rarity.of('w:nexor')
    rarity.add(['w:nexor'], 'de')
    expect(rarity.of('w:nexor')).toBe(before)
  })
})

describe('bridge keys', () => {
  it('are concepts, places, figures, names and roots, one kind for each word', () => {
    expect(bridgeKeys('Nexor licencie 1 200 salariés en Allemagne, selon des communiqués', 'fr').toSorted()).toEqual([
      ...['c:worker', 'e:layoff', 'k:commun', 'n:1200', 'p:germany', 'w:nexor'],
    ])
  })

  it('are none in other languages, and none of offers', () => {
    expect(bridgeKeys('Nexor entlässt 1200 Mitarbeiter', 'de')).toEqual([])
    expect(bridgeKeys('Bon plan : le Nexor X200 à 99 €', 'fr')).toEqual([])
  })

  it.each([
    'Nexor X200 vs Quorba Z3',
    'Save 20% on the X200',
    'Le X200 à -20 % chez Acme',
    '10 best phones',
    'The X200 is 30% off',
  ])('know an offer: %s', (title) => {
    expect(isOffer(title)).toBe(true)
  })

  it.each(['Nexor signs trade deal', 'Nexor offre 3 % de plus à ses salariés', 'A test of nerves for Quorba'])(
    'know what is none: %s',
    (title) => {
      expect(isOffer(title)).toBe(false)
    },
  )
})

describe('the labelled pairs', () => {
  it('are enough, of both kinds, each once, a third of them aside', () => {
    const pairs = labelledPairs()
    expect(pairs.length).toBeGreaterThan(300)
    expect(new Set(pairs.map(({ fr, en }) => `${fr} ${en}`)).size).toBe(pairs.length)
    expect(pairs.filter(({ same }) => !same).length).toBeGreaterThan(150)
    expect(pairs.filter(({ aside }) => aside).length / pairs.length).toBeGreaterThan(0.2)
  })

  it('are measured by those joined and those to join', () => {
    const pairs = labelledPairs().slice(0, 40)
    const yes = pairs.filter(({ same }) => same)
    expect(figuresOn(pairs, () => true)).toEqual({ pairs: 40, precision: yes.length / 40, recall: 1 })
    expect(figuresOn(pairs, (pair) => pair === yes[0])).toEqual({ pairs: 40, precision: 1, recall: 1 / yes.length })
    expect(figuresOn(pairs, () => false)).toEqual({ pairs: 40, precision: 1, recall: 0 })
  })
})

function compared(french: string, english: string, hours: number) {
  const sides = [
    { keys: bridgeKeys(french, 'fr'), at: NOON },
    { keys: bridgeKeys(english, 'en'), at: NOON + (hours / 24) * DAY },
  ] as const
  const rarity = createRarity()
  const there = crossLanguageScore(sides[0], sides[1], rarity.of)
  expect(crossLanguageScore(sides[1], sides[0], rarity.of).score).toBeCloseTo(there.score, 10)
  return there
}
