import { describe, expect, it } from 'vitest'
import { type Span, spansBefore } from '../../src/editions/calendar.ts'

const HOUR = 3_600_000
const at = (moment: string) => Date.parse(moment)
const hours = ({ from, until }: Span) => (until - from) / HOUR
const last = (now: string, zone: string) => spansBefore(at(now), 'daily', zone, 1)[0]

describe('the days that are over', () => {
  it('are those of the zone', () => {
    expect(last('2026-11-24T23:30:00Z', 'UTC')?.name).toBe('2026-11-23')
    expect(last('2026-11-24T23:30:00Z', 'Europe/Paris')).toMatchObject({
      ...{ name: '2026-11-24', firstDay: '2026-11-24', lastDay: '2026-11-24' },
      ...{ from: at('2026-11-23T23:00:00Z'), until: at('2026-11-24T23:00:00Z') },
    })
    expect(last('2026-11-24T10:30:00Z', 'Pacific/Kiritimati')?.name).toBe('2026-11-24')
    expect(last('2026-11-24T10:30:00Z', 'Pacific/Pago_Pago')?.name).toBe('2026-11-22')
  })

  it('begin with the midnight at which the one before ends', () => {
    expect(last('2026-11-24T23:00:00Z', 'Europe/Paris')?.name).toBe('2026-11-24')
    expect(last('2026-11-24T22:59:59.999Z', 'Europe/Paris')?.name).toBe('2026-11-23')
  })

  it.each([
    ['2026-03-29', 'Europe/Paris', 23],
    ['2026-10-25', 'Europe/Paris', 25],
    ['2026-03-08', 'America/New_York', 23],
    ['2026-11-01', 'America/New_York', 25],
    // Summer time begins at midnight: the day begins at one.
    ['2026-04-24', 'Africa/Cairo', 23],
    ['2026-10-04', 'Australia/Lord_Howe', 23.5],
    // The zone went over the date line, and had no such day.
    ['2011-12-30', 'Pacific/Apia', 0],
  ])('%s in %s has %d hours', (day, zone, count) => {
    const spans = spansBefore(at(`${day}T12:00:00Z`) + 48 * HOUR, 'daily', zone, 4)
    const found = spans.find(({ name }) => name === day)
    expect(found && hours(found)).toBe(count)
    for (const [i, span] of spans.slice(1).entries()) expect(span.until).toBe(spans[i]?.from)
  })
})

describe('the weeks that are over', () => {
  it('are from Monday to Sunday, and numbered by ISO 8601', () => {
    const weeks = spansBefore(at('2027-01-12T12:00:00Z'), 'weekly', 'Europe/Paris', 3)
    expect(weeks.map(({ name, firstDay, lastDay }) => [name, firstDay, lastDay])).toEqual([
      ['2027-W01', '2027-01-04', '2027-01-10'],
      ['2026-W53', '2026-12-28', '2027-01-03'],
      ['2026-W52', '2026-12-21', '2026-12-27'],
    ])
  })

  it('have an hour less or more where the clocks change', () => {
    expect(spansBefore(at('2026-03-31T00:00:00Z'), 'weekly', 'Europe/Paris', 1).map(hours)).toEqual([167])
    expect(spansBefore(at('2026-10-27T00:00:00Z'), 'weekly', 'Europe/Paris', 1).map(hours)).toEqual([169])
  })
})
