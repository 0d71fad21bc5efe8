import fc from 'fast-check'
import type { Article } from '../../src/model/item.ts'
import type { Medium, Phrase, Query, RegexpField, TextField } from '../../src/model/query.ts'
import { allOf, anyOf } from '../../src/query/compose.ts'
import { foldedWords } from '../../src/query/fold.ts'

export const NOON = Date.parse('2026-11-01T12:00:00Z')
export const SOURCE_IDS = ['alpha', 'beta', 'gamma'] as const
export const TOPIC_IDS = ['t1', 't2', 't3'] as const
const DAY = 86_400_000

/** Words that a folding or a tokenizer may take apart, join, or take for one another. */
const VOCABULARY = `chip chips Chip puce semi-conducteurs semiconducteur œuvre oeuvre Straße strasse naïve Ångström
ﬁnance I.B.M. AT&T C++ l’IA d'État 5G 2026 ½ ² x86 foo_bar né Ἀθήνα ΟΔΟΣ ὁδός οδοσ Россия ёлка Ёлка İstanbul ırmak
半導體 半導 東京タワー ประเทศไทย العربية עִבְרִית हिन्दी 한국어 𝔘𝔫𝔦 🦉 👩‍💻 🇫🇷 ❤️ ® ★ 𞤆𞤵𞤤𞤢𞤪 𞤆𞤵𞤤 ꟛƛ ᲀ Ꭰꭰ AND OR NOT NEAR title url * " ''
/a/i the of and`.split(/\s+/)
const LANGS = ['fr', 'fr-ca', 'fr-fr', 'en', 'en-gb', 'frp', 'zh-hant-tw']
const HOSTS = ['a.example', 'www.a.example', 'b.a.example', 'ba.example', 'example', 'xn--caf-dma.example']
const PATTERNS = [
  'chip',
  'CHIP',
  '^chip',
  '[aeiou]{2}',
  'a.example/',
  '半.',
  '\\bthe\\b',
  'é',
  '^$',
  'n|t',
  '[^a-z]$',
  '(?s).{9}',
]
const TYPES = ['image/png', 'audio/mpeg', 'video/mp4', 'application/pdf', 'image', '"type":"audio/x"']

const one = <Each>(from: readonly Each[]) => fc.constantFrom(...from)
const phraseOf = (most: number) => fc.array(one(VOCABULARY), { maxLength: most }).map((words) => words.join(' '))
const maybe = <Each>(arbitrary: fc.Arbitrary<Each>) => fc.option(arbitrary, { nil: undefined, freq: 4 })

/** An article but for its guid; `text` is what it says. */
export interface MadeArticle {
  readonly article: Article
  readonly text: string
}

export const article: fc.Arbitrary<MadeArticle> = fc
  .record({
    title: fc.oneof(
      { weight: 4, arbitrary: phraseOf(6) },
      one(['The same long story is told again', 'The same long story']),
    ),
    text: phraseOf(12),
    authors: fc.array(phraseOf(2), { maxLength: 2 }),
    categories: fc.array(phraseOf(2), { maxLength: 2 }),
    enclosures: fc.array(maybe(one(TYPES)), { maxLength: 2 }),
    image: maybe(fc.constant('https://a.example/picture')),
    url: maybe(fc.tuple(one(HOSTS), phraseOf(3))),
    lang: maybe(one(LANGS)),
    publishedAt: maybe(fc.integer({ min: 0, max: 4 }).map((days) => NOON - days * DAY)),
    html: one([0, 900, 1_100]),
  })
  .map(({ text, authors, enclosures, image, url, lang, publishedAt, html, ...rest }) => ({
    text,
    article: {
      ...rest,
      summary: text,
      contentHtml: `<p>${text}</p>${'–'.repeat(html / 3)}`,
      authors: authors.map((name) => ({ name })),
      enclosures: enclosures.map((type, i) => ({
        url: `https://a.example/${i}"type":"audio/`,
        ...(type === undefined ? {} : { type }),
      })),
      ...(image === undefined ? {} : { image }),
      ...(url === undefined ? {} : { url: new URL(`https://${url[0]}/${url[1]}`).href }),
      ...(lang === undefined ? {} : { lang }),
      ...(publishedAt === undefined ? {} : { publishedAt }),
    },
  }))

/** Words that can be written, whole or cut as a prefix. */
const phrase: fc.Arbitrary<Phrase> = fc
  .tuple(fc.array(one(VOCABULARY), { minLength: 1, maxLength: 2 }), fc.boolean(), fc.nat(3))
  .map(([written, prefix, cut]) => {
    const words = foldedWords(written.join(' '))
    const last = [...(words.at(-1) ?? '')]
    const kept = last.slice(0, Math.max(2, last.length - cut)).join('')
    return { words: prefix ? [...words.slice(0, -1), kept] : words, prefix: prefix && last.length > 1 }
  })
  .filter(({ words }) => words.length > 0 && words[0] !== '')

const field: fc.Arbitrary<TextField> = one(['any', 'any', 'title', 'text', 'author', 'tag', 'url'])
const regexpField: fc.Arbitrary<RegexpField> = one(['any', 'title', 'author', 'tag', 'url'])
/** A day, or days up to one or from one on. */
const span = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }), fc.nat(2)).map(([a, b, open]) => {
  const midnight = NOON - DAY / 2
  const [from, until] = [midnight - Math.max(a, b) * DAY, midnight - (Math.min(a, b) - 1) * DAY]
  return { ...(open === 1 ? {} : { from }), ...(open === 2 ? {} : { until }) }
})

/** Parts without parts, as `parseQuery` can make them. */
export const leaf: fc.Arbitrary<Query> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(field, phrase).map(([where, words]) => ({ kind: 'words' as const, field: where, ...words })),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('near' as const),
      field,
      phrases: fc.array(phrase, { minLength: 2, maxLength: 3 }),
      within: fc.nat(6),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('regexp' as const),
      field: regexpField,
      pattern: one(PATTERNS),
      ignoreCase: fc.boolean(),
    }),
  },
  one([...SOURCE_IDS, 'nobody']).map((id) => ({ kind: 'source' as const, id })),
  one([...TOPIC_IDS, 'nothing at all']).map((id) => ({ kind: 'topic' as const, id })),
  one([...LANGS, 'f', 'zh', 'zh-hant']).map((tag) => ({ kind: 'lang' as const, tag })),
  one([...HOSTS, 'xample', '.example']).map((host) => ({ kind: 'site' as const, host })),
  one<Medium>(['image', 'audio', 'video', 'content']).map((medium) => ({ kind: 'has' as const, medium })),
  one([{ from: 1 }, { from: 2 }, { from: 2, until: 3 }, { until: 2 }]).map((range) => ({
    kind: 'outlets' as const,
    ...range,
  })),
  span.map((range) => ({ kind: 'date' as const, ...range })),
)

/** Any query; `leaves` are its parts without parts. */
export function queryOf(leaves: fc.Arbitrary<Query>): fc.Arbitrary<Query> {
  const { query } = fc.letrec<{ query: Query }>((tie) => {
    const some = fc.array(tie('query'), { minLength: 1, maxLength: 3 })
    return {
      query: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        { weight: 2, arbitrary: leaves },
        some.map(allOf),
        some.map((of): Query => anyOf(of) ?? { kind: 'all' }),
        tie('query').map((of) => ({ kind: 'not' as const, of })),
      ),
    }
  })
  return query
}
