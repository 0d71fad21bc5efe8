import { z } from 'zod'

export const MAX_LIMIT = 200
const MAX_CHOICES = 20
const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$/
const PERIOD = /^\d{1,5}[mhdw]$/
const DAY = /^\d{4}-\d{2}(-\d{2})?$/
const MOMENT = /^\d{4}-\d{2}-\d{2}T/
const SORTS = ['date', 'received', 'relevance', 'hot'] as const

/** What `topic` and `source` may name. */
export interface Known {
  readonly topics: readonly string[]
  readonly sources: readonly string[]
}

/**
 * The parameters that choose items, as they are written in an address and as they are understood. The document at
 * `/api/openapi.json` shows what they are understood as, which does not depend on what is `known`.
 */
export function parametersFor(known: Known) {
  return {
    q: z
      .string()
      .optional()
      .describe('A query; its language is explained at `/help/query`')
      .meta(example('TSMC OR "puces IA"')),
    topic: choices('topic', (id) => noneOf('topic', id, known.topics))
      .describe('Ids of `/api/topics`, separated by commas: any of them')
      .meta(example(['semiconductors'])),
    source: choices('source', (id) => noneOf('source', id, known.sources))
      .describe('Ids of `/api/sources`, separated by commas: any of them')
      .meta(example(['rfi-fr'])),
    lang: choices('lang', noLanguage)
      .describe('Languages (BCP 47), separated by commas: any of them; `fr` finds `fr-ca` too')
      .meta(example(['fr'])),
    since: moment('since')
      .describe(
        'From then on: a day, a month, a moment (in UTC unless it says otherwise), or a time ago (`90m`, `24h`, `7d`, `2w`)',
      )
      .meta(example('7d')),
    until: moment('until')
      .describe('Up to then, that day or month included: written as `since` is')
      .meta(example('2024-02-09')),
    sort: z
      .enum(SORTS, { error: SORT_HELP })
      .optional()
      .describe('The newest first (`date`, unless given), the latest to come, the best, or what many sources carry')
      .meta(example('received')),
    limit: whole(MAX_LIMIT).describe('Items of a page').meta(example(20)),
    cursor: z
      .string()
      .optional()
      .describe('`nextCursor` of the page before, in the same `sort`')
      .meta(example('MTcyOTAw')),
    hidden: z
      .literal('only', { error: '“hidden” is “only”: what filters hide, and nothing else.' })
      .optional()
      .describe('What filters hide, and nothing else'),
  }
}

const SORT_HELP =
  '“sort” is “date” (the newest first), “received” (the latest to come first), “relevance” (the best first) or “hot” (what many sources carry).'

/** A zone's “+” that nobody escaped arrives as a space; a time without a zone is UTC, as everywhere here. */
export function withZone(written: string): string {
  const whole = written.replace(' ', '+')
  return /T[\d:.]+$/.test(whole) ? `${whole}Z` : whole
}

/** Whether it is a day or a month, rather than a moment or a time ago. */
export function isDay(written: string): boolean {
  return DAY.test(written)
}

function example(value: unknown): { examples: unknown[] } {
  return { examples: [value] }
}

function whole(most: number) {
  const error = `“limit” is a whole number from 1 to ${most}.`
  return z
    .string()
    .regex(/^\d+$/, { error, abort: true })
    .transform(Number)
    .pipe(z.int({ error }).min(1, { error }).max(most, { error }))
    .optional()
}

/** Values with commas between them; `refused` says what is wrong with one, if anything is. */
function choices(name: string, refused: (one: string) => string | undefined) {
  return z
    .string()
    .transform((written) => written.split(',').flatMap((one) => (one.trim() === '' ? [] : one.trim())))
    .pipe(
      z.array(z.string()).max(MAX_CHOICES, { error: `“${name}” takes at most ${MAX_CHOICES} values.`, abort: true }),
    )
    .superRefine((values, context) => {
      const message = values.map(refused).find((one) => one !== undefined)
      if (message !== undefined) context.addIssue({ code: 'custom', message })
    })
    .optional()
}

/** What is wrong with an id that is not known. */
export function noneOf(what: string, id: string, known: readonly string[]): string | undefined {
  if (known.includes(id)) return undefined
  const list = known.slice(0, 50).join(', ')
  return `There is no ${what} “${id.slice(0, 60)}”; there are ${list === '' ? 'none' : list}.`
}

function noLanguage(tag: string): string | undefined {
  return LANGUAGE.test(tag)
    ? undefined
    : `“lang” is a language tag (BCP 47) such as “fr”; “${tag.slice(0, 60)}” is none.`
}

function moment(name: string) {
  return z
    .string()
    .refine(isMoment, {
      error: `“${name}” is a date such as 2024-02-09 or 2024-02-09T12:00:00Z, or a time ago such as 24h or 7d.`,
    })
    .optional()
}

function isMoment(written: string): boolean {
  if (PERIOD.test(written)) return true
  const start = Date.parse(withZone(written))
  if (Number.isNaN(start)) return false
  // Date.parse takes 30 February for 1 March.
  return DAY.test(written) ? new Date(start).toISOString().startsWith(written) : MOMENT.test(written)
}
