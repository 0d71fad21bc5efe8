import { isUtf8 } from 'node:buffer'

/** Header fields of an answer by their lower-case names; undici reads each byte as a character. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>

/** The first of the fields of that name. */
export function header(headers: Headers, name: string): string | undefined {
  const field = headers[name]
  return Array.isArray(field) ? field[0] : field
}

/** All fields of that name as the one list that they are (RFC 9110, 5.3). */
export function headerList(headers: Headers, name: string): string {
  const field = headers[name] ?? ''
  return Array.isArray(field) ? field.join(', ') : field
}

/** A header as UTF-8 where its bytes are that. */
export function inUtf8(field: string | undefined): string | undefined {
  const bytes = Buffer.from(field ?? '', 'latin1')
  return field !== undefined && isUtf8(bytes) ? bytes.toString('utf8') : field
}

/** What somebody else sent, for a message: in one line, at most 100 characters, without what a terminal would obey. */
export function quotable(text: string): string {
  return text
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, 100)
}

const HTTP_DATE = /^[a-z]{3,9},? .*\d\d:\d\d:\d\d/i
const ZONE = /(?:GMT|UTC|Z|[+-]\d{4})$/i

/** An HTTP date (RFC 9110, 5.6.7) in any of its three forms; `undefined` for all else. */
export function httpDate(field: string | undefined): number | undefined {
  const bare = field?.trim().slice(0, 60) ?? ''
  // JavaScript reads “-1”, “0” and “1.5” as dates, too, and asctime's form, which has no zone, as local time.
  const ms = HTTP_DATE.test(bare) ? Date.parse(ZONE.test(bare) ? bare : `${bare} GMT`) : Number.NaN
  return Number.isNaN(ms) ? undefined : ms
}
