import type { Query } from '../model/query.ts'
import { allOf } from './compose.ts'

const DAY = 86_400_000
const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: DAY, w: 7 * DAY }

type Dated = Extract<Query, { kind: 'date' | 'age' }>

/**
 * Reads `2024`, `2024-02`, `2024-02-01`, `today` and `yesterday`, ranges of them (`a..b`, `a..`, `..b`, both ends
 * included), and `<7d` or `>7d` (younger, older than so many minutes, hours, days or weeks). Days are those of UTC.
 * `undefined` where it is none of these.
 */
export function dateQuery(written: string): Query | undefined {
  const [, than, amount, unit = ''] = /^([<>])(\d{1,5})([mhdw])$/.exec(written) ?? []
  if (than !== undefined) {
    const ago = -Number(amount) * (UNITS[unit] ?? 0)
    return than === '<' ? { kind: 'age', to: 'now', from: ago } : { kind: 'age', to: 'now', until: ago }
  }
  const ends = written.split('..')
  const [first = '', last = first] = ends
  if (ends.length > 2 || (first === '' && last === '')) return undefined
  const [begin, end] = [first, last].map((each) => (each === '' ? undefined : period(each)))
  if ((first !== '' && begin === undefined) || (last !== '' && end === undefined)) return undefined
  if (first === last && begin !== undefined) return begin
  if (begin?.kind === 'date' && end?.kind === 'date') {
    const [from = 0, until = 0] = [begin.from, end.until]
    return from < until ? { kind: 'date', from, until } : undefined
  }
  return allOf([
    ...(begin === undefined ? [] : [without('until', begin)]),
    ...(end === undefined ? [] : [without('from', end)]),
  ])
}

function without(bound: 'from' | 'until', dated: Dated): Dated {
  const { [bound]: _, ...rest } = dated
  return rest
}

/** A day, a month or a year, from its first instant to the first of the next. */
function period(written: string): Dated | undefined {
  if (written === 'today') return { kind: 'age', to: 'today', from: 0, until: DAY }
  if (written === 'yesterday') return { kind: 'age', to: 'today', from: -DAY, until: 0 }
  const from = /^\d{4}(-\d{2}){0,2}$/.test(written) ? Date.parse(written) : Number.NaN
  // Date.parse takes 30 February for 1 March.
  if (Number.isNaN(from) || !new Date(from).toISOString().startsWith(written)) return undefined
  const date = new Date(from)
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
  if (written.length === 4) date.setUTCFullYear(year + 1)
  else if (written.length === 7) date.setUTCMonth(month + 1)
  else date.setUTCDate(day + 1)
  return { kind: 'date', from, until: date.getTime() }
}
