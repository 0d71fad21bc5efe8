import type { Config } from './config/config.ts'
import { createDigester } from './digest/digester.ts'
import { TributaryError } from './errors.ts'
import type { SeenAnswer } from './fetch/fetch.ts'
import type { Candidate } from './model/item.ts'
import { optional } from './model/optional.ts'
import type { Outcome } from './model/outcome.ts'
import type { ParsedFeed } from './model/parsed-feed.ts'
import type { PollResult } from './model/poll.ts'
import type { Instant, Source } from './model/source.ts'
import { languageTag } from './normalise/language.ts'
import { declaredIn, decode } from './parse/charset.ts'
import { parseFeed } from './parse/parse.ts'
import { describePage, pageMessage, type WebPage } from './parse/web-page.ts'
import { nextCheckAt } from './schedule/next-check.ts'
import { rateOf } from './schedule/rate.ts'
import { rhythmAfter } from './schedule/rhythm.ts'
import { fetcherOf } from './tributary.ts'

/** A configured source, or only where a feed is. */
export type Examined = Pick<Source, 'url' | 'headers'> &
  Partial<Pick<Source, 'id' | 'lang' | 'intervalMs' | 'priority'>>

/** What one look at a source brought to light; nothing of it is kept. */
export interface Examination {
  /** Redirects and all, in their order. */
  readonly answers: readonly SeenAnswer[]
  readonly outcome: Outcome
  readonly tookMs: number
  /** What came of asking once more with the validators of the first answer; absent where it had none. */
  readonly again?: Outcome
  readonly document?: ExaminedDocument
  /** Why it is no feed that can be read. */
  readonly problem?: string
  /** The page that came instead. */
  readonly page?: WebPage
}

export interface ExaminedDocument {
  readonly feed: ParsedFeed
  readonly title?: string
  /** BCP 47, lower case. */
  readonly lang?: string
  /** Encodings that header and document name. */
  readonly charsets: readonly string[]
  /** As they would be recorded. */
  readonly candidates: readonly Candidate[]
  /** Publications a day, by the dates of its entries; absent where fewer than two of them tell. */
  readonly aDay?: number
  /** Milliseconds until the poll that would follow this one. */
  readonly nextMs: number
}

type Modified = Extract<Outcome, { kind: 'modified' }>

/** Looks at a source as a poll would: fetched twice (the second time conditionally) and read, nothing is kept. */
export async function examine(config: Config, source: Examined): Promise<Examination> {
  const fetcher = fetcherOf(config)
  const answers: SeenAnswer[] = []
  const now = Date.now()
  const ask = { url: source.url, headers: source.headers, now }
  try {
    const startedAt = performance.now()
    const outcome = await fetcher.fetch({ ...ask, validators: {}, onAnswer: (answer) => answers.push(answer) })
    const tookMs = performance.now() - startedAt
    if (outcome.kind !== 'modified') return { answers, outcome, tookMs }
    const { etag, lastModified } = outcome.validators
    const again = (etag ?? lastModified) && (await fetcher.fetch({ ...ask, validators: outcome.validators }))
    return { answers, outcome, tookMs, ...(again ? { again } : {}), ...(await read(outcome, config, source, now)) }
  } finally {
    await fetcher.close()
  }
}

type Read = Pick<Examination, 'document' | 'problem' | 'page'>

/** Reads it where a hostile document does no harm first; what that could not read in time is not read here. */
async function read(outcome: Modified, config: Config, source: Examined, now: Instant): Promise<Read> {
  const { body, contentType, url } = outcome
  const { id = 'examined', priority = 0, lang } = source
  const digester = createDigester({ rules: { topics: [], filters: [] } })
  try {
    const answer = await digester.digest({
      body,
      ...optional('contentType', contentType),
      url,
      source: { id, priority, ...optional('lang', lang) },
      now,
    })
    if (answer.kind === 'broken' || answer.kind === 'unread') throw new Error(answer.why)
    if (answer.kind === 'unreadable')
      return { problem: answer.message, ...optional('page', pageOf(outcome, answer.message)) }
    const { candidates, hints, feedTitle } = answer.digest
    const feed = await parseFeed(body, contentType, url)
    return {
      document: {
        feed,
        ...optional('title', feedTitle),
        ...optional('lang', languageTag(feed.lang)),
        charsets: declaredIn(body, contentType ?? ''),
        candidates,
        ...pollingOf({ hints, candidates, ...optional('freshMs', outcome.freshMs) }, config, source, now),
      },
    }
  } catch (problem) {
    if (problem instanceof TributaryError) return { problem: problem.message }
    throw problem
  } finally {
    await digester.close()
  }
}

/** The page that a message is about, if it is about one. */
function pageOf({ body, contentType, url }: Modified, message: string): WebPage | undefined {
  const page = describePage(decode(body, contentType).text, url)
  return pageMessage(page) === message ? page : undefined
}

type Told = Pick<Extract<PollResult, { kind: 'updated' }>, 'hints' | 'candidates' | 'freshMs'>

function pollingOf(told: Told, config: Config, source: Examined, now: Instant) {
  const result = { ...told, kind: 'updated' as const, status: 200, validators: {}, bodyHash: '' }
  const rhythm = rhythmAfter({ publications: [], hints: told.hints }, result, now)
  const next = nextCheckAt({
    result,
    state: { failures: 0 },
    source: { id: source.id ?? 'examined', ...optional('intervalMs', source.intervalMs) },
    rhythm,
    policy: { floorMs: config.poll.minIntervalMs, ceilingMs: config.poll.maxIntervalMs },
    now,
  })
  // One publication, or the look itself, which stands for a document without dates, makes no rate.
  const aDay = rhythm.publications.length < 2 ? undefined : rateOf(rhythm.publications, now).mean * 24
  return { nextMs: next - now, ...optional('aDay', aDay) }
}
