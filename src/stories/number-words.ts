/** What a word multiplies a number by, in English; letters alone count only beside a sign of money, see `SHORT`. */
const ENGLISH: Readonly<Record<string, number>> = {
  ...{ hundred: 100, thousand: 1e3, thousands: 1e3, k: 1e3, lakh: 1e5, crore: 1e7, crores: 1e7 },
  ...{ million: 1e6, millions: 1e6, mn: 1e6, mln: 1e6, mio: 1e6 },
  ...{ billion: 1e9, billions: 1e9, bn: 1e9, bln: 1e9, trillion: 1e12, trillions: 1e12, tn: 1e12, trn: 1e12 },
}
/**
 * In French a billion is a million millions. A trillion would be a million of those, but who writes of trillions of
 * dollars in French has copied an English figure.
 */
const FRENCH: Readonly<Record<string, number>> = {
  ...{ mille: 1e3, millier: 1e3, milliers: 1e3, k: 1e3, million: 1e6, millions: 1e6, mio: 1e6 },
  ...{ md: 1e9, mds: 1e9, mrd: 1e9, mrds: 1e9, milliard: 1e9, milliards: 1e9 },
  ...{ bn: 1e9, billion: 1e12, billions: 1e12, trillion: 1e12, trillions: 1e12 },
}
/** As written: `5 M` and `70B` are numbers anywhere, `5m` may be metres. */
const CAPITALS: Readonly<Record<string, number>> = { M: 1e6, B: 1e9 }
const SHORT: Readonly<Record<string, number>> = { m: 1e6, b: 1e9, t: 1e12 }
/** “Tens of billions”: an order of magnitude, and no number. */
const COLLECTIVE: Readonly<Record<string, number>> = {
  ...{ tens: 10, dozens: 10, dizaine: 10, dizaines: 10, hundreds: 100, centaine: 100, centaines: 100 },
}
const NUMBERS: Readonly<Record<string, number>> = {
  ...{
    half: 0.5,
    a: 1,
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    twelve: 12,
  },
  ...{ fifteen: 15, twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, eighty: 80, ninety: 90 },
  ...{
    demi: 0.5,
    un: 1,
    une: 1,
    deux: 2,
    trois: 3,
    quatre: 4,
    cinq: 5,
    sept: 7,
    huit: 8,
    neuf: 9,
    dix: 10,
    douze: 12,
    quinze: 15,
  },
  ...{ vingt: 20, trente: 30, quarante: 40, cinquante: 50, soixante: 60, cent: 100, mille: 1000 },
}

const AMOUNTS = new Set([COLLECTIVE, NUMBERS, ENGLISH, FRENCH].flatMap((table) => Object.keys(table)))

const SIGNS: Readonly<Record<string, string>> = { $: 'usd', '€': 'eur', '£': 'gbp', '¥': 'jpy', '₩': 'krw', '₹': 'inr' }
/** What stands before a `$` that is not the one of the United States. */
const DOLLARS: Readonly<Record<string, string>> = {
  ...{ c: 'cad', ca: 'cad', a: 'aud', au: 'aud', hk: 'hkd', nt: 'twd', s: 'sgd', nz: 'nzd', r: 'brl' },
}
const CURRENCIES: Readonly<Record<string, string>> = {
  ...{ dollar: 'usd', dollars: 'usd', usd: 'usd', euro: 'eur', euros: 'eur', eur: 'eur', gbp: 'gbp' },
  ...{ yuan: 'cny', yuans: 'cny', renminbi: 'cny', rmb: 'cny', cny: 'cny', yen: 'jpy', yens: 'jpy', jpy: 'jpy' },
  ...{ krw: 'krw', rupee: 'inr', rupees: 'inr', roupie: 'inr', roupies: 'inr', inr: 'inr', chf: 'chf' },
  ...{ ruble: 'rub', rubles: 'rub', rouble: 'rub', roubles: 'rub', cad: 'cad', aud: 'aud', twd: 'twd', hkd: 'hkd' },
}
/** Words of other meanings too (a verb, a book, a weight), which are money behind a million. */
const LARGE_CURRENCIES: Readonly<Record<string, string>> = {
  ...{ won: 'krw', wons: 'krw', pound: 'gbp', pounds: 'gbp', livre: 'gbp', livres: 'gbp', francs: 'chf', franc: 'chf' },
}
/** Whose money it is, before its name or behind it. */
const NATIONS: Readonly<Record<string, string>> = {
  ...{ canadian: 'cad', canadiens: 'cad', canadien: 'cad', australian: 'aud', australiens: 'aud', singapore: 'sgd' },
  ...{ taiwan: 'twd', taiwanese: 'twd', taiwanais: 'twd', hong: 'hkd', hongkongais: 'hkd', zealand: 'nzd' },
}

/** Units that make a number a fact of its own, and their one name. */
const UNITS: Readonly<Record<string, string>> = {
  ...{ nm: 'nm', nanometre: 'nm', nanometres: 'nm', nanometer: 'nm', nanometers: 'nm' },
  ...{ gw: 'gw', gigawatt: 'gw', gigawatts: 'gw', mw: 'mw', megawatt: 'mw', megawatts: 'mw', kwh: 'kwh', mwh: 'mwh' },
  ...{ km: 'km', kilometre: 'km', kilometres: 'km', kilometers: 'km', kg: 'kg', tonne: 't', tonnes: 't', tons: 't' },
  ...{ go: 'gb', gb: 'gb', to: 'tb', tb: 'tb', mah: 'mah', ghz: 'ghz', hz: 'hz', gbps: 'gbps' },
}
const FRENCH_ONLY = new Set(['go', 'to'])

/** The factor of a word behind a number; `money` says that a currency stands before the number. */
export function factorOf(word: { text: string; folded: string }, english: boolean, money: boolean): number | undefined {
  const named = own(english ? ENGLISH : FRENCH, word.folded) ?? own(CAPITALS, word.text)
  return named ?? (money ? own(SHORT, word.folded) : undefined)
}

export function collectiveOf(folded: string): number | undefined {
  return own(COLLECTIVE, folded)
}

/** Whether a word may say how much by itself: few do, and each word of a text is asked. */
export function saysHowMuch(folded: string): boolean {
  return AMOUNTS.has(folded)
}

/** The number that a word says. */
export function numberNamed(folded: string): number | undefined {
  return own(NUMBERS, folded)
}

/** The code of a currency by its sign or its name; `large` says that millions of it are counted. */
export function currencyOf(folded: string, large: boolean): string | undefined {
  return own(SIGNS, folded) ?? own(CURRENCIES, folded) ?? (large ? own(LARGE_CURRENCIES, folded) : undefined)
}

export function dollarOf(before: string): string | undefined {
  return own(DOLLARS, before)
}

export function nationalCurrency(folded: string): string | undefined {
  return own(NATIONS, folded)
}

export function unitOf(folded: string, english: boolean): string | undefined {
  return english && FRENCH_ONLY.has(folded) ? undefined : own(UNITS, folded)
}

function own<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
