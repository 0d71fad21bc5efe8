import { isEnglish, numberWritten, type Token, tokensOf } from './number-tokens.ts'
import {
  collectiveOf,
  currencyOf,
  dollarOf,
  factorOf,
  nationalCurrency,
  numberNamed,
  saysHowMuch,
  unitOf,
} from './number-words.ts'

/** What a text is read as, and where reading goes on. */
interface Reading {
  readonly keys: readonly string[]
  readonly next: number
}
/** An amount as far as it is read. A vague one is an order of magnitude: “tens of billions”. */
interface Amount {
  readonly value: number
  readonly vague: boolean
  /** Whether a word such as “million” has multiplied it. */
  readonly scaled: boolean
  readonly next: number
}
interface Text {
  readonly tokens: readonly Token[]
  readonly lang: string | undefined
  readonly english: boolean
}

const MAX_KEYS = 32
/** Smaller bare numbers (ages, places in a list, days) are shared by what has nothing to do with each other. */
const MIN_BARE = 100
const MAX_BARE = 1e15
const FIRST_YEAR = 1900
const LAST_YEAR = 2100
/** Figures that a rounding keeps: outlets round, and floating point does too. */
const DIGITS = 3
const LINKS = new Set(['de', 'd', 'of', 'a', 'us', 'american', 'americains', 'in'])
const PER_CENT = new Set(['percent', 'pct', 'pourcent'])
const BEFORE_CENT = new Set(['per', 'pour'])
/** Words before a number that make no name of it: series, places in lists, dates. */
const NO_NAMES = new Set(
  `top best the in on at to by for of and or les des le la du de en et au aux a un une plus dans sur pour day days jour jours
   week semaine year annee part partie page chapter chapitre episode saison season number no num numero volume vol tome
   round tour step etape january february march april may june july august september october november december jan feb
   mar apr jun jul aug sep sept oct nov dec janvier fevrier mars avril mai juin juillet aout septembre octobre novembre
   decembre lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday saturday sunday
   these those this ces ses nos mes its their our her his all over under from only about after than les vos cost costs`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
/** Quarters, halves and the like, which the reports of all firms share, and versions of nothing. */
const PERIOD = /^(?:[qths]\d|fy\d+|v\d[\d.]*)$/
/** Where a number goes on behind a sign: dates, scores, ranges. */
const JOINTS = new Set(['/', ':', '-', '–'])

/**
 * What a text says in figures, as keys that are the same in English and French: money (`usd:7e12`), orders of magnitude
 * of money (`usd:~1e12`, of “trillions of dollars”), percentages (`pct:5`), sizes (`nm:3`), counts from 100 on
 * (`n:1200`), and names with a number (`id:gpt5`, `id:h100`). Years, dates, times, scores and small bare numbers are
 * none. At most 32 keys, of the text's first 4,000 characters.
 */
export function quantitiesIn(text: string, lang: string | undefined): readonly string[] {
  const read: Text = { tokens: tokensOf(text, lang), lang, english: isEnglish(lang) }
  const keys = new Set<string>()
  for (let at = 0; at < read.tokens.length && keys.size < MAX_KEYS; ) {
    const reading = readNamed(read, at) ?? readAmount(read, at) ?? { keys: [], next: at + 1 }
    for (const key of reading.keys) keys.add(key)
    at = reading.next
  }
  return [...keys]
}

/** `H100`, `GPT-5`, `Windows 11`, `iPhone 17e`. */
function readNamed(text: Text, at: number): Reading | undefined {
  const [name, number] = [text.tokens[at], text.tokens[at + 1]]
  if (name?.kind === 'mixed') return { keys: PERIOD.test(name.folded) ? [] : [`id:${name.folded}`], next: at + 1 }
  if (name?.kind !== 'word' || number?.kind !== 'number' || !isName(name, number)) return undefined
  const amount = readAmount(text, at + 1)
  if (amount !== undefined && amount.keys.length > 0) return undefined
  const letter = text.tokens[at + 2]
  const suffix = letter?.kind === 'word' && letter.gap === '' && letter.text.length === 1 ? letter.folded : ''
  return { keys: [`id:${name.folded}${number.text}${suffix}`], next: at + (suffix === '' ? 2 : 3) }
}

function isName(name: Token, number: Token): boolean {
  const capital = name.text.length > 1 && name.text !== name.text.toLowerCase()
  const joined = number.gap === '-' || (number.gap === ' ' && capital)
  return joined && /^\d{1,2}(?:\.\d{1,2})*$/.test(number.text) && !NO_NAMES.has(name.folded)
}

function readAmount(text: Text, at: number): Reading | undefined {
  const start = valueAt(text, at)
  if (start === undefined) return undefined
  const money = currencyBefore(text, at)
  const amount = multiplied(text, start, money !== undefined)
  const rate = afterPercent(text, amount.next)
  if (rate !== undefined) return { keys: amount.vague ? [] : [`pct:${figures(amount.value)}`], next: rate }
  if (isBroken(text, at, amount)) return { keys: [], next: amount.next }
  const [currency, next] = money === undefined ? currencyAfter(text, amount) : [money, amount.next]
  if (currency !== undefined) return { keys: moneyKeys(currency, amount), next }
  return measured(text, amount) ?? { keys: bareKeys(text, at, amount), next: amount.next }
}

/** A number, in digits or in words, that an amount begins with. Words count only where a larger one follows. */
function valueAt(text: Text, at: number): Amount | undefined {
  const token = text.tokens[at]
  if (token === undefined || token.kind === 'mixed' || token.kind === 'sign') return undefined
  const base = { vague: false, scaled: false, next: at + 1 }
  if (token.kind === 'number') return { ...base, value: numberWritten(token.text, text.lang) ?? Number.NaN }
  return saysHowMuch(token.folded) ? (inWords(text, at) ?? inMagnitudes(text, at)) : undefined
}

function inWords(text: Text, at: number): Amount | undefined {
  const [token, second] = [text.tokens[at], text.tokens[at + 1]]
  const value = token === undefined ? undefined : numberNamed(token.folded)
  if (value === undefined || token === undefined) return undefined
  const more = second?.gap === '-' ? numberNamed(second.folded) : undefined
  if (more === undefined) return { value, vague: false, scaled: false, next: at + 1 }
  const sum = value >= 20 && value <= 60 && more < 10 ? value + more : Number.NaN
  return { value: sum, vague: false, scaled: false, next: at + 2 }
}

function inMagnitudes(text: Text, at: number): Amount | undefined {
  const token = text.tokens[at]
  if (token === undefined || token.text.length < 4) return undefined
  const collective = collectiveOf(token.folded)
  if (collective !== undefined) return { value: collective, vague: true, scaled: false, next: at + 1 }
  const factor = factorOf(token, text.english, false)
  return factor === undefined ? undefined : { value: factor, vague: true, scaled: true, next: at + 1 }
}

/** The amount times the magnitudes behind it: “7 mille milliards”, “milliers de milliards”, “$5m”. */
function multiplied(text: Text, start: Amount, money: boolean): Amount {
  let amount = start
  for (let steps = 0; steps < 3; steps += 1) {
    const at = skipLinks(text, amount.next)
    const word = text.tokens[at]
    const factor = word !== undefined && isJoined(word) ? factorOf(word, text.english, money) : undefined
    if (factor === undefined) return amount
    amount = { ...amount, value: amount.value * factor, scaled: true, next: at + 1 }
  }
  return amount
}

/** No number at all, a word that no larger one follows, a part of a date or a score, the lower end of a range. */
function isBroken({ tokens }: Text, at: number, { value, scaled, next }: Amount): boolean {
  if (Number.isNaN(value) || (tokens[at]?.kind === 'word' && !scaled)) return true
  const [before, token, after] = [tokens[at - 1], tokens[at], tokens[next]]
  if (before?.kind === 'number' && (token?.gap === '/' || token?.gap === ':')) return true
  return after?.kind === 'number' && JOINTS.has(after.gap)
}

function currencyBefore({ tokens }: Text, at: number): string | undefined {
  const [token, before, first] = [tokens[at], tokens[at - 1], tokens[at - 2]]
  if (token === undefined || before === undefined) return undefined
  if (before.kind === 'number' && /^[-–]$/.test(token.gap)) return signAt(tokens, at - 2)
  if (token.gap !== '' && token.gap !== ' ') return undefined
  if (before.kind === 'sign' && before.gap === ' ' && first?.kind === 'number') return undefined
  return before.kind === 'sign' ? signAt(tokens, at - 1) : codeOf(before)
}

function signAt(tokens: readonly Token[], at: number): string | undefined {
  const [sign, before] = [tokens[at], tokens[at - 1]]
  if (sign?.kind !== 'sign') return undefined
  const dollar = sign.text === '$' && sign.gap === '' && before !== undefined ? dollarOf(before.folded) : undefined
  return dollar ?? currencyOf(sign.text, false)
}

/** `USD 5 million`, in capitals: “euros” before a number belong to the one before. */
function codeOf(token: Token): string | undefined {
  return /^[A-Z]{3}$/.test(token.text) ? currencyOf(token.folded, false) : undefined
}

function currencyAfter(text: Text, amount: Amount): readonly [string | undefined, number] {
  const at = skipLinks(text, amount.next)
  const [word, nation] = [text.tokens[at], text.tokens[at + 1]]
  if (word === undefined || !isJoined(word)) return [undefined, amount.next]
  const ahead = nationalCurrency(word.folded)
  const name = ahead !== undefined && nation !== undefined ? nation : word
  const plain = currencyOf(name.folded, amount.value >= 1e6)
  const behind = nation !== undefined && isJoined(nation) ? nationalCurrency(nation.folded) : undefined
  return plain === undefined ? [undefined, amount.next] : [ahead ?? behind ?? plain, at + (name === word ? 1 : 2)]
}

function afterPercent({ tokens }: Text, at: number): number | undefined {
  const [word, second] = [tokens[at], tokens[at + 1]]
  if (word === undefined || !isJoined(word)) return undefined
  if (word.text === '%' || PER_CENT.has(word.folded)) return at + 1
  return BEFORE_CENT.has(word.folded) && second?.folded === 'cent' ? at + 2 : undefined
}

function measured(text: Text, { value, next, vague }: Amount): Reading | undefined {
  const word = text.tokens[next]
  const unit = word !== undefined && isJoined(word) ? unitOf(word.folded, text.english) : undefined
  return unit === undefined || vague ? undefined : { keys: [`${unit}:${figures(value)}`], next: next + 1 }
}

function moneyKeys(currency: string, { value, vague, scaled }: Amount): readonly string[] {
  if (vague) return scaled ? [`${currency}:~${figures(value)}`] : []
  return value > 0 ? [`${currency}:${figures(value)}`] : []
}

function bareKeys({ tokens }: Text, at: number, { value, vague, scaled, next }: Amount): readonly string[] {
  const [token, after] = [tokens[at], tokens[next]]
  const glued = after?.gap === '' && after.kind !== 'sign'
  if (vague || (glued && !scaled) || value < MIN_BARE || value > MAX_BARE || isResolution(tokens, at)) return []
  return !scaled && isYear(token?.text ?? '', value) ? [] : [`n:${figures(value)}`]
}

/** `4K` and `8K` count lines of a screen. */
function isResolution(tokens: readonly Token[], at: number): boolean {
  return tokens[at + 1]?.gap === '' && tokens[at + 1]?.folded === 'k' && /^[2458]$/.test(tokens[at]?.text ?? '')
}

function isYear(written: string, value: number): boolean {
  return /^\d{4}$/.test(written) && value >= FIRST_YEAR && value <= LAST_YEAR
}

function isJoined(token: Token): boolean {
  return token.gap === '' || token.gap === ' ' || token.gap === '-' || /^['’]$/.test(token.gap)
}

function skipLinks({ tokens }: Text, at: number): number {
  const isLink = (token: Token | undefined): boolean =>
    token !== undefined && LINKS.has(token.folded) && isJoined(token)
  if (!isLink(tokens[at])) return at
  return isLink(tokens[at + 1]) ? at + 2 : at + 1
}

/** A number as text, the same for all that outlets round alike. */
function figures(value: number): string {
  const whole = Number.isInteger(value) && value < 1e5
  const rounded = whole ? value : Number(value.toPrecision(DIGITS))
  return rounded < 1e5 ? String(rounded) : rounded.toExponential().replace('+', '')
}
