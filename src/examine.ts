import type { Config } from './config/config.ts'
import { digest } from './digest/digest.ts'
import { TributaryError } from './errors.ts'
import type { SeenAnswer } from './fetch/fetch.ts'
import type { Candidate } from './model/item.ts'
import { optional } from './model/optional.ts'
import type { Outcome } from './model/outcome.ts'
import type { ParsedFeed } from './model/parsed-feed.ts'
import type { Source } from './model/source.ts'
import { languageTag } from './normalise/language.ts'
import { oneLine, textOfHtml } from './normalise/text.ts'
import { declaredIn } from './parse/charset.ts'
import { PageInstead, parseFeed } from './parse/parse.ts'
import type { WebPage } from './parse/web-page.ts'
import { intervalMs } from './schedule/interval.ts'
import { rateOf } from './schedule/rate.ts'
import { burstsIn, rhythmAfter } from './schedule/rhythm.ts'
import { fetcherOf } from './tributary.ts'

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
  /** Publications a day, by the dates of its entries. */
  readonly aDay: number
  /** Milliseconds between two polls, as they follow from that. */
  readonly intervalMs: number
}

type Modified = Extract<Outcome, { kind: 'modified' }>

/** Looks at a source as a poll would: fetched twice (the second time conditionally) and read, nothing is kept. */
export async function examine(config: Config, source: Pick<Source, 'url' | 'headers'>): Promise<Examination> {
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
    return { answers, outcome, tookMs, ...(again ? { again } : {}), ...(await read(outcome, config, now)) }
  } finally {
    await fetcher.close()
  }
}

async function read(outcome: Modified, config: Config, now: number): Promise<Partial<Examination>> {
  const { body, contentType, url, freshMs } = outcome
  try {
    const feed = await parseFeed(body, contentType, url)
    const fetched = { body, url, now, source: { id: 'examined', priority: 0 }, ...optional('contentType', contentType) }
    const { candidates, hints } = await digest(fetched, [])
    const result = { kind: 'updated' as const, status: 200, validators: {}, bodyHash: '', hints, candidates }
    const rhythm = rhythmAfter({ publications: [], hints }, result, now)
    const policy = { floorMs: config.poll.minIntervalMs, ceilingMs: config.poll.maxIntervalMs }
    const answer = { bursts: burstsIn(result, now), ...optional('freshMs', freshMs) }
    return {
      document: {
        feed,
        ...optional('title', titleOf(feed)),
        ...optional('lang', languageTag(feed.lang)),
        charsets: declaredIn(body, contentType ?? ''),
        candidates,
        aDay: rateOf(rhythm.publications, now).mean * 24,
        intervalMs: intervalMs(rhythm, policy, now, answer),
      },
    }
  } catch (problem) {
    if (problem instanceof PageInstead) return { problem: problem.message, page: problem.page }
    if (problem instanceof TributaryError) return { problem: problem.message }
    throw problem
  }
}

function titleOf({ title }: ParsedFeed): string | undefined {
  if (title === undefined) return undefined
  return (title.type === 'html' ? textOfHtml(title.value) : oneLine(title.value)).slice(0, 200) || undefined
}
