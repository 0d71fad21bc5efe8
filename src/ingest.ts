import { createHash } from 'node:crypto'
import type { Answer } from './digest/answer.ts'
import type { Digester } from './digest/digester.ts'
import type { Fetcher } from './fetch/fetch.ts'
import { optional } from './model/optional.ts'
import type { Outcome } from './model/outcome.ts'
import type { PollReport, PollResult, Recorded } from './model/poll.ts'
import type { Rules } from './model/rules.ts'
import type { Instant, Lease, Source } from './model/source.ts'
import { asItCame } from './rejudge/as-it-came.ts'
import { domainOf } from './schedule/domain.ts'
import { moveAfter } from './schedule/move.ts'
import { holdUntil, nextCheckAt, returnCheckAt } from './schedule/next-check.ts'
import type { PollPolicy } from './schedule/policy.ts'
import { rhythmAfter } from './schedule/rhythm.ts'
import { wantsWhole } from './schedule/whole-document.ts'
import type { Store } from './store/store.ts'

export interface IngestParts {
  readonly fetcher: Fetcher
  readonly digester: Digester
  readonly store: Store
  readonly policy: PollPolicy
  /** Domains that no answer holds. */
  readonly exemptDomains: readonly string[]
  /** What articles are sorted by; the digester's. */
  readonly rules: Rules
  /** Names of query parameters that say nothing about which article it is, beside the usual ones. */
  readonly trackingParameters?: readonly string[]
  readonly now: () => Instant
  /** A fault of ours that a document brought to light. */
  readonly onFault: (sourceId: string, why: string) => void
  /** A poll came to nothing, which is neither the source's fault nor the end of it: it is polled again. */
  readonly onUndone: (sourceId: string, why: string) => void
}

/** Before the end of a lease: the time to read the document and to record it. */
const TO_RECORD_MS = 15_000

type Modified = Extract<Outcome, { kind: 'modified' }>
type Unread = Extract<Answer, { kind: 'unread' }>

/**
 * The main job, one source once: fetch → digest (parse → normalise → identify → classify, in a process of its own) →
 * record; what came is grouped after that (grouper.ts). `undefined` where the poll was broken off, nobody came to read
 * the document, or somebody else holds the source by now: then nothing was written.
 */
export async function ingest(
  lease: Lease,
  source: Source,
  parts: IngestParts,
  signal?: AbortSignal,
): Promise<PollReport | undefined> {
  const { state } = lease
  const startedAt = parts.now()
  const outcome = await parts.fetcher.fetch({
    url: state.address,
    validators: wantsWhole(source.id, state.succeededAt, startedAt) ? {} : state.validators,
    headers: source.headers,
    now: startedAt,
    ...optional('signal', signal),
  })
  return conclude({ lease, source, outcome, startedAt, now: parts.now() }, parts, signal)
}

/** A poll that has been answered. */
interface Poll {
  readonly lease: Lease
  readonly source: Source
  readonly outcome: Outcome
  readonly startedAt: Instant
  readonly now: Instant
  /** What is new of the document has to do with what was known: all of it is to be read. */
  readonly whole?: true
}

/** Reads what came and records it. */
async function conclude(
  poll: Poll,
  parts: IngestParts,
  signal: AbortSignal | undefined,
): Promise<PollReport | undefined> {
  const { lease, source, outcome, startedAt, now } = poll
  const { state } = lease
  const result = await resultOf(poll, parts)
  if (result.kind === 'unread' || signal?.aborted === true) {
    await parts.store.release(lease)
    if (result.kind === 'unread' && signal?.aborted !== true) parts.onUndone(source.id, result.why)
    return undefined
  }
  const { move, takeOver } = moveAfter(state, source.url, result, now)
  const rhythm = rhythmAfter(state.rhythm, result, now, state.changedAt)
  const checked = { result, state, source, rhythm, policy: parts.policy, now }
  const recorded = await parts.store.record({
    lease,
    source,
    result,
    now,
    rhythm,
    ...optional('move', move),
    ...(takeOver === undefined
      ? {}
      : { address: { url: takeOver, domain: domainOf(takeOver), ...optional('nextCheckAt', returnCheckAt(checked)) } }),
    ...(mayHold(outcome, lease, parts) ? optional('holdUntil', holdUntil(result, state, now)) : {}),
    nextCheckAt: nextCheckAt(checked),
    // A clock that was set back meanwhile measured nothing.
    durationMs: Math.max(0, now - startedAt),
  })
  if (recorded.kind === 'unclear') return conclude({ ...poll, whole: true }, parts, signal)
  if (recorded.kind === 'recorded') return reportOf(source.id, result, recorded, parts.now() - startedAt)
  parts.onUndone(source.id, 'the poll took so long that another one has begun')
  return undefined
}

/** Whether it is the domain itself that asks for patience, and not one that it redirects to. */
function mayHold(outcome: Outcome, { domain }: Lease, { exemptDomains }: IngestParts): boolean {
  return outcome.kind === 'rateLimited' && domainOf(outcome.url) === domain && !exemptDomains.includes(domain)
}

async function resultOf(poll: Poll, parts: IngestParts): Promise<PollResult | Unread> {
  const { outcome } = poll
  switch (outcome.kind) {
    case 'modified':
      return resultOfDocument(outcome, poll, parts)
    case 'notModified': {
      const { status, validators, movedTo, freshMs } = outcome
      return { kind: 'unchanged', status, validators, ...optional('movedTo', movedTo), ...optional('freshMs', freshMs) }
    }
    case 'rateLimited':
      return { ...outcome, kind: 'failed', health: 'limited' }
    case 'gone':
      return { ...outcome, kind: 'failed', health: 'gone' }
    case 'failed':
      return { kind: 'failed', health: 'failing', ...optional('status', outcome.status), message: outcome.message }
  }
}

async function resultOfDocument(
  { status, validators, url, body, contentType, movedTo, freshMs }: Modified,
  { lease, source, now, whole }: Poll,
  parts: IngestParts,
): Promise<PollResult | Unread> {
  const common = { status, validators, ...optional('movedTo', movedTo), ...optional('freshMs', freshMs) }
  const bodyHash = createHash('sha256').update(body).digest('base64url')
  if (bodyHash === lease.state.bodyHash) return { kind: 'unchanged', ...common }
  const { id, lang, priority } = source
  const answer = await parts.digester.digest(
    {
      body,
      ...optional('contentType', contentType),
      url,
      source: { id, priority, ...optional('lang', lang) },
      habits: lease.state.habits,
      ...(whole ? {} : optional('listing', await parts.store.listing(id))),
      ...optional('trackingParameters', parts.trackingParameters),
      now,
    },
    lease.until - now - TO_RECORD_MS,
  )
  if (answer.kind === 'read') {
    const { cutOff, ...read } = answer.digest
    // With the validators or the hash of half a document nothing would ever be new again.
    const kept = cutOff ? { validators: {}, bodyHash: '' } : { bodyHash }
    const candidates = await asItCame(read.candidates, id, parts.rules, parts.store)
    return { kind: 'updated', ...common, ...kept, ...read, candidates }
  }
  if (answer.kind === 'unread') return answer
  if (answer.kind === 'broken') parts.onFault(id, answer.why)
  const message =
    answer.kind === 'broken' ? 'this document brought a fault of Tributary to light (see the log)' : answer.message
  return { kind: 'failed', health: 'failing', status, message }
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
    entries: result.kind === 'updated' ? result.candidates.length + (result.passed?.count ?? 0) : 0,
    added: recorded.added,
    updated: recorded.updated,
    merged: recorded.merged,
    durationMs,
  }
}
