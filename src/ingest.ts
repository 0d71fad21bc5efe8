import { createHash } from 'node:crypto'
import { topicsOf, wordsOf } from './classify/classify.ts'
import { TributaryError } from './errors.ts'
import type { Fetcher } from './fetch/fetch.ts'
import { identify } from './identify/identify.ts'
import type { Topic } from './model/feed.ts'
import type { Candidate, Entry, Identity } from './model/item.ts'
import { optional } from './model/optional.ts'
import type { Outcome } from './model/outcome.ts'
import type { PollReport, PollResult, Recorded } from './model/poll.ts'
import type { Instant, Lease, Source } from './model/source.ts'
import { normaliseFeed } from './normalise/normalise.ts'
import { parseFeed } from './parse/parse.ts'
import { nextCheckAt, spreadOf } from './schedule/next-check.ts'
import type { Store } from './store/store.ts'
import { storyKey } from './stories/story-key.ts'

export interface IngestParts {
  readonly fetcher: Fetcher
  readonly store: Store
  readonly topics: readonly Topic[]
  readonly now: () => Instant
}

type Modified = Extract<Outcome, { kind: 'modified' }>

/**
 * The main job, one source once: fetch → parse → normalise → identify → classify → group → record. `undefined` where
 * the poll was broken off or somebody else holds the source by now: then nothing was written.
 */
export async function ingest(
  lease: Lease,
  source: Source,
  parts: IngestParts,
  signal?: AbortSignal,
): Promise<PollReport | undefined> {
  const startedAt = parts.now()
  const outcome = await parts.fetcher.fetch({
    url: source.url,
    validators: lease.state.validators,
    headers: source.headers,
    now: startedAt,
    ...optional('signal', signal),
  })
  if (outcome.kind === 'failed' && outcome.reason === 'aborted') {
    await parts.store.release(lease)
    return undefined
  }
  const now = parts.now()
  const result = await resultOf(outcome, lease, source, parts.topics, now)
  const recorded = await parts.store.record({
    lease,
    source,
    result,
    now,
    nextCheckAt: nextCheckAt(result, lease.state, source.intervalMs, spreadOf(source.id), now),
  })
  return recorded.kind === 'leaseLost' ? undefined : reportOf(source.id, result, recorded, parts.now() - startedAt)
}

async function resultOf(
  outcome: Outcome,
  lease: Lease,
  source: Source,
  topics: readonly Topic[],
  now: Instant,
): Promise<PollResult> {
  switch (outcome.kind) {
    case 'modified':
      return resultOfDocument(outcome, lease, source, topics, now)
    case 'notModified':
      return { kind: 'unchanged', status: outcome.status, validators: outcome.validators }
    case 'rateLimited':
      return { ...outcome, kind: 'failed', health: 'limited' }
    case 'gone':
      return { ...outcome, kind: 'failed', health: 'gone' }
    case 'failed':
      return {
        kind: 'failed',
        health: 'failing',
        ...optional('status', outcome.status),
        message: outcome.message,
      }
  }
}

async function resultOfDocument(
  outcome: Modified,
  lease: Lease,
  source: Source,
  topics: readonly Topic[],
  now: Instant,
): Promise<PollResult> {
  const { status, validators } = outcome
  const bodyHash = createHash('sha256').update(outcome.body).digest('base64url')
  if (bodyHash === lease.state.bodyHash) return { kind: 'unchanged', status, validators }
  try {
    const parsed = await parseFeed(outcome.body, outcome.contentType)
    const feed = normaliseFeed(parsed, { documentUrl: outcome.url, ...optional('lang', source.lang), now })
    const identities = identify(source.id, feed.entries)
    return {
      kind: 'updated',
      status,
      validators,
      bodyHash,
      ...optional('movedTo', outcome.movedTo),
      ...optional('feedTitle', feed.title),
      ...optional('siteUrl', feed.siteUrl),
      ...optional('message', oddities(parsed.repairs, parsed.entries.length - feed.entries.length)),
      candidates: feed.entries.flatMap((entry, i) => candidateOf(entry, identities[i], source, topics)),
    }
  } catch (problem) {
    if (!(problem instanceof TributaryError)) throw problem
    return { kind: 'failed', health: 'failing', status, message: problem.message }
  }
}

/** What a person should know of a document though it could be read. */
function oddities(repairs: readonly string[], leftOut: number): string | undefined {
  const notes = leftOut > 0 ? [...repairs, `${leftOut} entries are left out: they are empty, or too many`] : repairs
  return notes.length === 0 ? undefined : notes.join('; ')
}

function candidateOf(
  { article, text }: Entry,
  identity: Identity | undefined,
  source: Source,
  topics: readonly Topic[],
): Candidate[] {
  if (identity === undefined) return []
  const words = wordsOf(article, text)
  return [
    {
      article,
      identity,
      words,
      topics: topicsOf(topics, article, words, source.id),
      ...optional('storyKey', storyKey(words.title)),
      rank: source.priority,
    },
  ]
}

function reportOf(
  sourceId: string,
  result: PollResult,
  recorded: Extract<Recorded, { kind: 'recorded' }>,
  durationMs: number,
): PollReport {
  return {
    sourceId,
    result: result.kind,
    health: result.kind === 'failed' ? result.health : 'ok',
    ...optional('status', result.status),
    ...(result.kind === 'unchanged' ? {} : optional('message', result.message)),
    entries: result.kind === 'updated' ? result.candidates.length : 0,
    added: recorded.added,
    updated: recorded.updated,
    merged: recorded.merged,
    durationMs,
  }
}
