import { describe, expect, it } from 'vitest'
import { quantitiesIn } from '../../src/stories/quantities.ts'

/** What is one fact in both languages: its keys, how French writes it, how English does. */
const SAME: readonly (readonly [keys: string, french: readonly string[], english: readonly string[]])[] = [
  [
    'usd:7e12',
    [
      ...['7 000 milliards de dollars', '7\u202f000 milliards de dollars', '7\u00a0000 Mds$', '7.000 milliards USD'],
      ...['7 billions de dollars', 'sept mille milliards de dollars', '7 mille milliards de dollars', '7000 Md $'],
    ],
    [
      '$7 trillion',
      '7 trillion dollars',
      '$7tn',
      '$7T',
      '7000 billion dollars',
      '7,000 billion US dollars',
      'USD 7 trillion',
    ],
  ],
  [
    'eur:1.5e6',
    ["1,5 million d'euros", '1,5 M€', '1,5 million d’euros', '1 500 000 €'],
    ['€1.5m', '1.5 million euros', 'EUR 1,500,000'],
  ],
  [
    'usd:2e9',
    ['deux milliards de dollars', '2 Md$', '2 milliards de dollars américains'],
    ['two billion dollars', '$2bn', 'US$2 billion'],
  ],
  ['eur:2.5e10', ['vingt-cinq milliards d’euros'], ['twenty-five billion euros', '€25 billion']],
  ['usd:5e8', ['un demi-milliard de dollars'], ['half a billion dollars', 'a half-billion-dollar deal']],
  ['usd:1e9', ['un milliard de dollars', 'cent dizaines ; 1 Md$'], ['a billion dollars', 'a one-billion-dollar fine']],
  [
    'pct:5',
    ['5 %', '5\u202f%', '5%', 'cinq pour cent', '5 pour cent'],
    ['5%', 'five percent', '5 per cent', 'five per cent'],
  ],
  ['pct:2.5', ['2,5 %'], ['2.5%']],
  ['gbp:1e8', ['100 millions de livres sterling', '100 M£'], ['£100m', '100 million pounds']],
  ['krw:2.5e10', ['25 milliards de wons'], ['25 billion won', '₩25 billion']],
  ['cny:3e8', ['300 millions de yuans'], ['300 million yuan', 'RMB 300m']],
  ['jpy:4e11', ['400 milliards de yens'], ['¥400 billion', '400 billion yen']],
  [
    'cad:3e7',
    ['30 millions de dollars canadiens', '30 M$ CA'.replace(' CA', ' canadiens')],
    ['C$30m', '30 million Canadian dollars'],
  ],
  ['usd:~1e12', ['des milliers de milliards de dollars'], ['trillions of dollars', 'thousands of billions of dollars']],
  ['usd:~1e10', ['des dizaines de milliards de dollars'], ['tens of billions of dollars']],
  ['n:1200', ['1 200 salariés', '1200 postes', '1\u2009200 emplois'], ['1,200 jobs', '1200 workers']],
  ['n:7e10', ['70 milliards de paramètres', 'un modèle 70B'], ['70 billion parameters', 'a 70B model']],
  ['nm:3', ['gravée en 3 nm', 'gravure 3nm', '3 nanomètres'], ['3nm', '3 nm', 'a 3-nanometer chip']],
  ['gw:2', ['2 GW', '2 gigawatts'], ['2GW', 'two-gigawatt or 2 gigawatts']],
  ['gb:16', ['16 Go de mémoire'], ['16GB of memory', '16 GB']],
  ['id:gpt5', ['GPT-5 arrive', 'GPT 5'], ['meet GPT-5', 'GPT 5']],
  ['id:gpt5.2', ['GPT-5.2'], ['GPT-5.2', 'GPT 5.2']],
  ['id:h100', ['la H100'], ['H100s'.slice(0, 4)]],
  ['id:iphone17e', ["l'iPhone 17e"], ['iPhone 17e']],
  ['id:opus4.6', ['Claude Opus 4.6'], ['Opus 4.6']],
]

const NONE: readonly (readonly [lang: string, text: string])[] = [
  ['fr', 'le 12 mars 2026 à 14h30'],
  ['fr', 'Février 2024, 5 conseils et 3 erreurs'],
  ['fr', '10/02/2026, 10.02.2026, 24/7, 8:30'],
  ['fr', 'Les 10 meilleurs, épisode 12, 5G et 4K, 17e siècle'],
  ['en', 'Top 10 deals on March 12 2026 at 8:30am'],
  ['en', '2026-02-10 2025-2026 3-1 v2.1.3 1080p 4K 5G'],
  ['en', 'Q4 results: her team won 12 pounds of two things, and the dollar fell'],
  ['en', 'one of a dozen, the second, billions of stars'],
  ['en', `${'9'.repeat(60)} 1.2.3.4`],
]

describe('the quantities in a text', () => {
  it.each(SAME.flatMap(([key, french]) => french.map((text) => [text, key])))('are in French %s: %s', (text, key) => {
    expect(quantitiesIn(text, 'fr')).toEqual([key])
  })

  it.each(SAME.flatMap(([key, , english]) => english.map((text) => [text, key])))(
    'are in English %s: %s',
    (text, key) => {
      expect(quantitiesIn(text, 'en')).toEqual([key])
    },
  )

  it.each(NONE)('are not dates, times, scores and places in lists: %s %s', (lang, text) => {
    expect(quantitiesIn(text, lang)).toEqual([])
  })

  it('are read where several stand in a sentence', () => {
    expect(
      quantitiesIn('Acme lève 40 M€ (+12 %) pour sa puce de 2 nm, la X200, et embauche 150 personnes', 'fr'),
    ).toEqual([...['eur:4e7', 'pct:12', 'nm:2', 'id:x200', 'n:150']])
    expect(quantitiesIn('Acme raises €40m, up 12%, for its 2nm X200, and hires 150 people', 'en')).toEqual([
      ...['eur:4e7', 'pct:12', 'nm:2', 'id:x200', 'n:150'],
    ])
  })

  it('are the upper end of a range', () => {
    expect(quantitiesIn('between $5-7 billion', 'en')).toEqual(['usd:7e9'])
    expect(quantitiesIn('de 5 à 10 milliards d’euros', 'fr')).toEqual(['eur:1e10'])
  })

  it('read a point and a comma as the language does', () => {
    expect(quantitiesIn('1,250 staff and $1.25', 'en')).toEqual(['n:1250', 'usd:1.25'])
    expect(quantitiesIn('1.250 postes et 1,25 €', 'fr')).toEqual(['n:1250', 'eur:1.25'])
    expect(quantitiesIn('$1,234,567.89', 'en')).toEqual(['usd:1.23e6'])
    expect(quantitiesIn('1.234.567,89 €', 'fr')).toEqual(['eur:1.23e6'])
  })

  it('are bounded, and read in a time that grows with the text', () => {
    const started = performance.now()
    expect(quantitiesIn('1 200 $ '.repeat(50_000), 'fr').length).toBeLessThanOrEqual(32)
    for (const piece of ['1', '1 ', '1,', '$', 'de ', 'a1', '12 345 ', 'million ', '- '])
      quantitiesIn(piece.repeat(100_000), 'fr')
    expect(performance.now() - started).toBeLessThan(1000)
  })
})
