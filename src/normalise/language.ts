import { SIGNS } from './language-signs.ts'

/** Characters that are read of a text: more would make nothing surer. */
const MAX_READ = 400
/** The lead by which a language is sure: two words that only it has, or nearly. */
const SURE = 1.6
/** Relatives have most of their words in common. */
const SURE_OF_KIN = 3
const KIN = ['af nl', 'be bg mk ru sr uk', 'ca es gl pt', 'cs sk', 'da no sv', 'hr sl sr', 'id ms', 'ja zh'].map(words)

/** Scripts that a language has to itself, or nearly. */
const SCRIPTS = words(
  `am:Ethiopic bn:Bengali bo:Tibetan el:Greek gu:Gujarati he:Hebrew hi:Devanagari hy:Armenian ka:Georgian km:Khmer
  kn:Kannada ko:Hangul lo:Lao ml:Malayalam my:Myanmar or:Oriya pa:Gurmukhi si:Sinhala ta:Tamil te:Telugu th:Thai zh:Han
  ja:Hiragana ja:Katakana`,
).map((pair) => {
  const [lang = '', script] = pair.split(':')
  return { lang, letters: new RegExp(`\\p{Script=${script}}`, 'gu') }
})
const OTHER_SCRIPT = /[^\p{Script=Common}\p{Script=Inherited}\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}]/u
/** Letters that weigh as much as a word. */
const LETTERS_A_WORD = 3
/** Japanese has a kana for every so many Han characters, but for headlines of at most so many without any. */
const HAN_A_KANA = 8
const HAN_ALONE = 24

/** A word as it is, or elided (`l'`), or an ending (`'s`). */
const WORD = /'?[\p{L}\p{M}]+(?:'(?=\p{L}{2}))?/gu
const ASCII_WORD = /'?[a-z]+(?:'(?=[a-z]{2}))?/g
const QUOTES = /^'|'$/g

const LANGS = [...new Set([...Object.keys(SIGNS), ...SCRIPTS.map(({ lang }) => lang)])]
const PLACES: ReadonlyMap<string, number> = new Map(LANGS.map((lang, place) => [lang, place]))
const LETTERS = index(([letters = '']) => [...letters])
const WORDS = index(([, ...rest]) => rest)

export interface Detection {
  /** A language subtag (BCP 47). */
  readonly lang: string
  readonly sure: boolean
}

/**
 * The language of a text by its first 400 characters, one of some sixty; undefined where they say too little. It is
 * sure where the text is clearly not in the `rival` (a language tag), or, without one, in no other language; never
 * where the rival is none of the sixty, for a relative of it looks the same.
 */
export function detectLanguage(text: string, rival?: string): Detection | undefined {
  const evidence = weigh(text)
  const lang = strongest(evidence)
  if (lang === undefined) return undefined
  const other = rival === undefined ? strongest(evidence, lang) : primary(rival)
  if (other !== undefined && !PLACES.has(other)) return { lang, sure: false }
  const weight = (of: string | undefined) => evidence[placeOf(of)] ?? 0
  return { lang, sure: weight(lang) - weight(other) >= (areKin(lang, other) ? SURE_OF_KIN : SURE) }
}

/** Language tags (BCP 47) in lower case, as `languageTag` gives them. */
export interface Said {
  /** By the item itself. */
  readonly declared?: string | undefined
  /** By its feed. */
  readonly feed?: string | undefined
  /** By the configuration, of its source. */
  readonly source?: string | undefined
  /** Title and text. */
  readonly text: string
}

/**
 * The language tag of an item: its own; else that of its feed, or of its source where the feed is silent, unless the
 * text is surely in another language; else the one that the text looks like.
 */
export function itemLanguage({ declared, feed, source, text }: Said): string | undefined {
  if (declared !== undefined) return declared
  const expected = feed ?? source
  const found = detectLanguage(text, expected)
  return expected === undefined || found?.sure === true ? found?.lang : expected
}

/**
 * The first language tag (BCP 47) of what a document says, in lower case and in its shortest form: `fr_FR`, `fra` and
 * `French` are `fr-fr`, `fr` and `fr`. Undefined where it names no one language: `x-default`, `und`, `mul`, `zxx`.
 */
export function languageTag(written: string | undefined): string | undefined {
  for (const part of (written ?? '').slice(0, MAX_READ).split(/[,;|/]/)) {
    const [bare = ''] = part.toLowerCase().split(/[.@(]/)
    const tag = canonicalTag(bare.trim())
    if (tag !== undefined) return tag
  }
  return undefined
}

function canonicalTag(written: string): string | undefined {
  const tag = written.replaceAll('_', '-')
  if (!/^[a-z]{2,3}(-[a-z0-9]{1,8}){0,4}$/.test(tag)) return languageNamed(written)
  if (/^(mis|mul|und|zxx)\b/.test(tag)) return undefined
  // Intl refuses extended language subtags (RFC 5646, 2.2.2), which the first one says well enough.
  const plain = tag.replace(/^([a-z]{2,3})-[a-z]{3}(?=-|$)/, '$1')
  try {
    return Intl.getCanonicalLocales(plain)[0]?.toLowerCase()
  } catch {
    return primary(tag)
  }
}

let names: ReadonlyMap<string, string> | undefined

/** Some documents write the name, in English or in the language itself. */
function languageNamed(name: string): string | undefined {
  names ??= new Map(
    [...LANGS].flatMap((lang) =>
      ['en', lang].map((locale) => {
        const own = new Intl.DisplayNames(locale, { type: 'language' }).of(lang)
        return [(own ?? lang).toLowerCase(), lang] as const
      }),
    ),
  )
  return names.get(name)
}

/** Norwegian is one language here, however it is spelt. */
function primary(tag: string): string {
  return tag.replace(/-.*/, '').replace(/^(nb|nn)$/, 'no')
}

/** What a text says for each language, by its place in LANGS, in words that only that one has. */
function weigh(text: string): Float64Array {
  const evidence = new Float64Array(LANGS.length)
  const add = (places: readonly number[], weight: number) => {
    for (const place of places) evidence[place] = (evidence[place] ?? 0) + weight
  }
  const addSign = (sign: Sign | undefined) => sign && add(sign.places, sign.weight)
  const read = text.slice(0, MAX_READ).normalize().toLowerCase().replaceAll('’', "'")
  const isAscii = /^[\x00-\x7f]*$/.test(read)
  for (const word of new Set(read.match(isAscii ? ASCII_WORD : WORD)))
    addSign(WORDS.get(word) ?? (word.includes("'") ? WORDS.get(word.replace(QUOTES, '')) : undefined))
  if (isAscii) return evidence
  for (const letter of new Set(read.match(/[^\x00-\x7f]/gu))) addSign(LETTERS.get(letter))
  for (const [lang, letters] of lettersOf(read)) add([placeOf(lang)], letters / LETTERS_A_WORD)
  return evidence
}

/** How many letters of a text are of the script of each language. */
function lettersOf(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  if (!OTHER_SCRIPT.test(text)) return counts
  for (const { lang, letters } of SCRIPTS) {
    counts.set(lang, (counts.get(lang) ?? 0) + (text.match(letters)?.length ?? 0))
  }
  const han = counts.get('zh') ?? 0
  const kana = counts.get('ja') ?? 0
  if (kana * HAN_A_KANA < han) return counts.set('ja', Math.min(han, HAN_ALONE))
  return counts.set('zh', 0).set('ja', kana + han)
}

function strongest(evidence: Float64Array, except?: string): string | undefined {
  let best: string | undefined
  let most = 0
  LANGS.forEach((lang, place) => {
    const weight = evidence[place] ?? 0
    if (weight <= most || lang === except) return
    best = lang
    most = weight
  })
  return best
}

function placeOf(lang: string | undefined): number {
  return lang === undefined ? -1 : (PLACES.get(lang) ?? -1)
}

interface Sign {
  /** Of the languages that have it, in LANGS. */
  readonly places: readonly number[]
  readonly weight: number
}

/** A sign weighs the less the more languages have it: a word where one has it, half a word where all do. */
function index(signsOf: (signs: readonly string[]) => readonly string[]): ReadonlyMap<string, Sign> {
  const sharers = new Map<string, string[]>()
  for (const [lang, signs] of Object.entries(SIGNS)) {
    for (const sign of new Set(signsOf(words(signs)))) sharers.set(sign, [...(sharers.get(sign) ?? []), lang])
  }
  const weight = (count: number) => 1 - Math.log(count) / Math.log(LANGS.length) / 2
  return new Map(
    [...sharers].map(([sign, langs]) => [sign, { places: langs.map(placeOf), weight: weight(langs.length) }]),
  )
}

function areKin(lang: string, other: string | undefined): boolean {
  return other !== undefined && KIN.some((kin) => kin.includes(lang) && kin.includes(other))
}

function words(text: string): string[] {
  return text.split(/\s+/)
}
