import { optional } from '../model/optional.ts'
import type { RefreshHints } from '../model/rhythm.ts'
import { children, type Fields, firstText, textOf } from './element.ts'

const HOUR = 3_600_000
const PERIODS = new Map([
  ['hourly', HOUR],
  ['daily', 24 * HOUR],
  ['weekly', 7 * 24 * HOUR],
  ['monthly', 30 * 24 * HOUR],
  ['yearly', 365 * 24 * HOUR],
])
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** How often a channel asks to be polled: RSS 2.0's `ttl`, `skipHours`, `skipDays`; the syndication module of RSS 1.0. */
export function hintsOf(channel: Fields): RefreshHints {
  const ttl = wholeNumber(firstText(channel.ttl))
  const hours = listed(channel, 'skiphours', 'hour').flatMap((text) => wholeNumber(text) ?? [])
  const days = listed(channel, 'skipdays', 'day').map((text) => DAYS.indexOf(text.toLowerCase()))
  return {
    ...optional('ttl', ttl !== undefined && ttl > 0 ? ttl : undefined),
    ...optional('skipHours', someOf(hours.map((hour) => (hour === 24 ? 0 : hour)).filter((hour) => hour < 24))),
    ...optional('skipDays', someOf(days.filter((day) => day >= 0))),
    ...optional('updateEvery', updateEvery(channel)),
  }
}

/** The module's defaults are a day, once. */
function updateEvery(channel: Fields): number | undefined {
  const [period, frequency] = [firstText(channel['sy:updateperiod']), firstText(channel['sy:updatefrequency'])]
  if (period === undefined && frequency === undefined) return undefined
  const every = PERIODS.get(period?.toLowerCase() ?? 'daily')
  const times = wholeNumber(frequency ?? '1')
  return every === undefined || times === undefined || times < 1 ? undefined : Math.round(every / times)
}

function listed(channel: Fields, list: string, entry: string): string[] {
  return (channel[list] ?? []).flatMap((element) => children(element, entry)).flatMap((each) => textOf(each) ?? [])
}

function someOf(numbers: readonly number[]): number[] | undefined {
  return numbers.length === 0 ? undefined : [...new Set(numbers)].sort((a, b) => a - b)
}

export function wholeNumber(written: string | undefined): number | undefined {
  return written !== undefined && /^\d{1,9}$/.test(written) ? Number(written) : undefined
}
