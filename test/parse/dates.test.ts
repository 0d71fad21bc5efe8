import { describe, expect, it } from 'vitest'
import { parseDate } from '../../src/parse/dates.ts'

/** Noon in Greenwich, written in as many ways as publishers find. */
const NOON = [
  // RFC 822 and 2822
  'Mon, 15 Jan 2024 12:00:00 GMT',
  'Mon, 15 Jan 2024 13:00:00 +0100',
  'Mon, 15 Jan 2024 12:00:00 -0000',
  'Mon, 15 Jan 2024 04:00:00 -0800',
  'Mon, 15 Jan 2024 17:30:00 +0530',
  'Mon, 15 Jan 2024 12:00:00 UT',
  'Mon, 15 Jan 2024 12:00:00 Z',
  'Mon, 15 Jan 2024 12:00 GMT',
  'Mon, 15 Jan 24 12:00:00 GMT',
  'Mon, 15 Jan 124 12:00:00 GMT',
  'Mon,15 Jan 2024 12:00:00 GMT',
  'Mon , 15 Jan 2024 12:00:00 GMT',
  'Monday, 15 January 2024 12:00:00 GMT',
  'Mon, 15-Jan-2024 12:00:00 GMT',
  'Mon, 15 Jan 2024 12:00:00.250 GMT',
  'Mon, 15 Jan 2024, 12:00:00 GMT',
  'Sun, 15 Jan 2024 12:00:00 GMT',
  'Mon, 15 JAN 2024 12:00:00 gmt',
  'Mon, 15 Jan 2024 12:00:00',
  '15 Jan 2024 12:00',
  'Mon, 15 Jan 2024 14:00:00 +0200 (CEST)',
  'Mon, 15 Jan 2024 13:00:00 GMT+1',
  'Mon, 15 Jan 2024 13:00:00 GMT+01:00',
  'Mon, 15 Jan 2024 13:00:00 +01',
  '  Mon,  15  Jan  2024   12:00:00   GMT  ',
  // Zones by name
  'Mon, 15 Jan 2024 07:00:00 EST',
  'Mon, 15 Jan 2024 08:00:00 EDT',
  'Mon, 15 Jan 2024 04:00:00 PST',
  'Mon, 15 Jan 2024 05:00:00 PDT',
  'Mon, 15 Jan 2024 06:00:00 CST',
  'Mon, 15 Jan 2024 05:00:00 MST',
  'Mon, 15 Jan 2024 13:00:00 CET',
  'Mon, 15 Jan 2024 14:00:00 CEST',
  'Mon, 15 Jan 2024 13:00:00 BST',
  'Mon, 15 Jan 2024 13:00:00 WAT',
  'Mon, 15 Jan 2024 21:00:00 JST',
  'Tue, 16 Jan 2024 01:00:00 NZDT',
  // RFC 2822, 4.3: a zone that nobody knows is UTC
  'Mon, 15 Jan 2024 12:00:00 XYZT',
  'Mon, 15 Jan 2024 12:00:00 A',
  // ISO 8601, W3CDTF, RFC 3339
  '2024-01-15T12:00:00Z',
  '2024-01-15T12:00:00z',
  '2024-01-15t12:00:00Z',
  '2024-01-15T12:00Z',
  '2024-01-15T12:00:00.123456Z',
  '2024-01-15T12:00:00,5Z',
  '2024-01-15T13:00:00+01:00',
  '2024-01-15T13:00:00+0100',
  '2024-01-15T13:00:00+01',
  '2024-01-15T13:00:00 +01:00',
  '2024-01-15T13:00:00+01:00[Europe/Paris]',
  '2024-01-15 12:00:00',
  '2024-01-15 12:00:00 UTC',
  '2024-01-15 13:00:00 CET',
  '2024-01-15  12:00',
  '2024-1-15 12:00',
  '20240115T120000Z',
  '20240115T1200Z',
  // French
  'lun., 15 janv. 2024 13:00:00 +0100',
  'lundi 15 janvier 2024 13:00:00 CET',
  'Lundi, 15 Janvier 2024 12:00:00 GMT',
  '15 janvier 2024 à 12:00',
  '15 janvier 2024 - 12h00',
  // asctime, Twitter, American, JavaScript
  'Mon Jan 15 12:00:00 2024',
  'Mon Jan 15 13:00:00 CET 2024',
  'Mon Jan 15 12:00:00 +0000 2024',
  'Mon, Jan 15 2024 12:00:00 PM',
  'January 15, 2024 12:00 pm',
  'January 15th, 2024 at 12:00 p.m.',
  'Jan 15, 2024 07:00:00 AM EST',
  'Mon Jan 15 2024 13:00:00 GMT+0100 (heure normale d’Europe centrale)',
]

/** One day each, so that every month and the odd days are there. */
const OTHERS: readonly (readonly [string, string])[] = [
  ['2024', '2024-01-01T00:00:00Z'],
  ['2024-07', '2024-07-01T00:00:00Z'],
  ['2024-7', '2024-07-01T00:00:00Z'],
  ['2024-07-05', '2024-07-05T00:00:00Z'],
  ['20240705', '2024-07-05T00:00:00Z'],
  ['2024-07-05+02:00', '2024-07-04T22:00:00Z'],
  ['1er mars 2024', '2024-03-01T00:00:00Z'],
  ['jeu. 29 févr. 2024 10:00', '2024-02-29T10:00:00Z'],
  ['3 fevrier 2024', '2024-02-03T00:00:00Z'],
  ['mardi 5 mars 2024', '2024-03-05T00:00:00Z'],
  ['4 avril 2024', '2024-04-04T00:00:00Z'],
  ['4 Apr 2024', '2024-04-04T00:00:00Z'],
  ['8 mai 2024', '2024-05-08T00:00:00Z'],
  ['21 juin 2024', '2024-06-21T00:00:00Z'],
  ['21 June 2024', '2024-06-21T00:00:00Z'],
  ['14 juil. 2024', '2024-07-14T00:00:00Z'],
  ['14 July 2024', '2024-07-14T00:00:00Z'],
  ['15 août 2024', '2024-08-15T00:00:00Z'],
  ['15 Aug 2024', '2024-08-15T00:00:00Z'],
  ['1 sept. 2024', '2024-09-01T00:00:00Z'],
  ['31 octobre 2024', '2024-10-31T00:00:00Z'],
  ['11 novembre 2024', '2024-11-11T00:00:00Z'],
  ['25 décembre 2024', '2024-12-25T00:00:00Z'],
  ['Thu, 01 Jan 1970 00:00:00 GMT', '1970-01-01T00:00:00Z'],
  ['Sun, 02 Nov 97 10:00:00 GMT', '1997-11-02T10:00:00Z'],
  ['1 Jan 49', '2049-01-01T00:00:00Z'],
  ['1 Jan 50', '1950-01-01T00:00:00Z'],
  ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00Z'],
  ['2024-01-15T24:00:00Z', '2024-01-16T00:00:00Z'],
  ['Jan 15, 2024 12:30 AM', '2024-01-15T00:30:00Z'],
  ['Sat, Dec 16 2023 02:02:33 PM', '2023-12-16T14:02:33Z'],
  ['2024-01-15 1:05 PM', '2024-01-15T13:05:00Z'],
  ['2999-01-01T00:00:00Z', '2999-01-01T00:00:00Z'],
]

const NO_DATES = [
  '',
  '   ',
  'yesterday',
  'hier à 10:00',
  'il y a 3 heures',
  'Mon, 15 Foo 2024 12:00:00 GMT',
  'Mon, 32 Jan 2024 12:00:00 GMT',
  'Fri, 30 Feb 2024 12:00:00 GMT',
  '2023-02-29',
  'Mon, 15 Jan 2024 25:00:00 GMT',
  'Mon, 15 Jan 2024 24:00:01 GMT',
  'Mon, 15 Jan 2024 12:60:00 GMT',
  'Mon, 15 Jan 2024 12:00:00 not a zone',
  '2024-13-01',
  '2024-00-10',
  '2024-01-00',
  '0000-00-00 00:00:00',
  '2024-01-15T',
  '2024-W03-1',
  '2024 hello',
  '1705320000',
  '1705320000000',
  '15/01/2024',
  'constructor',
  'Mon, 15 Jan 2024 12:00:00 constructor',
  '-',
  `2024-01-15T12:00:00Z${' '.repeat(200)}x`,
]

describe('parseDate', () => {
  it.each(NOON)('reads noon in “%s”', (written) => {
    expect(iso(parseDate(written))).toBe('2024-01-15T12:00:00.000Z')
  })

  it.each(OTHERS)('reads “%s” as %s', (written, expected) => {
    expect(iso(parseDate(written))).toBe(new Date(expected).toISOString())
  })

  it.each(NO_DATES)('finds no date in “%s”', (written) => {
    expect(parseDate(written)).toBeUndefined()
  })

  it('finds none where nothing is written', () => {
    expect(parseDate(undefined)).toBeUndefined()
  })

  it('takes no time over what nearly is a date', () => {
    const started = performance.now()
    for (const part of ['1 ', '- ', 'a.', ', ', '1:', '(', 'T0']) parseDate(`15 Jan 2024 ${part.repeat(40)}x`)
    expect(performance.now() - started).toBeLessThan(100)
  })
})

function iso(instant: number | undefined): string | undefined {
  return instant === undefined ? undefined : new Date(instant).toISOString()
}
