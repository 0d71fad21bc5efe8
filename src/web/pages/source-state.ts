import type { PastPoll } from '../../model/poll.ts'
import type { Health, Instant, Source, SourceHealth } from '../../model/source.ts'
import { median } from '../median.ts'
import type { Site } from '../site.ts'

/** What the page says of a source in a word; what is wrong comes first. */
export const STANDINGS = ['failing', 'gone', 'limited', 'odd', 'waiting', 'ok', 'off'] as const
export type Standing = (typeof STANDINGS)[number]

/** What is worth a mark besides. */
export type Mark = 'repaired' | 'blocked' | 'moved'

/** A source of the configuration, and what its polls say of it. */
export interface Known extends Source {
  /** Absent where the database has not heard of it yet. */
  readonly state?: SourceHealth
  readonly standing: Standing
  readonly marks: readonly Mark[]
}

/** Who answers so does not want us. */
const REFUSALS = [401, 403, 407, 451]

export function knownSource(source: Source, state: SourceHealth | undefined): Known {
  return {
    ...source,
    ...(state === undefined ? {} : { state }),
    standing: standingOf(source, state),
    marks: state === undefined ? [] : marksOf(source, state),
  }
}

/** All sources of the configuration. */
export async function knownSources({ sources, store }: Site): Promise<readonly Known[]> {
  const health = new Map((await store.sources()).map((source) => [source.id, source]))
  return sources.map((source) => knownSource(source, health.get(source.id)))
}

/** How many sources have been polled at all, as long as others wait for nothing but their turn. */
export function firstPolls(
  sources: readonly Known[],
  now: Instant,
): { readonly all: number; readonly done: number } | undefined {
  const enabled = sources.filter((source) => source.enabled)
  const waiting = enabled.filter(
    ({ standing, state }) =>
      standing === 'waiting' && (state?.nextCheckAt ?? now) <= now && (state?.heldUntil ?? now) <= now,
  )
  return waiting.length === 0 ? undefined : { all: enabled.length, done: enabled.length - waiting.length }
}

function standingOf({ enabled }: Source, state: SourceHealth | undefined): Standing {
  if (!enabled) return 'off'
  const health: Health = state?.health ?? 'waiting'
  return health === 'ok' && state?.oddity !== undefined ? 'odd' : health
}

function marksOf({ url }: Source, state: SourceHealth): Mark[] {
  const blocked = state.health === 'failing' && REFUSALS.includes(state.httpStatus ?? 0)
  return [
    ...(state.oddity === undefined ? [] : (['repaired'] as const)),
    ...(blocked ? (['blocked'] as const) : []),
    ...(state.move !== undefined || state.address !== url ? (['moved'] as const) : []),
  ]
}

export function worstFirst(a: Known, b: Known): number {
  return STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing) || a.title.localeCompare(b.title)
}

/** Milliseconds from one of the polls to the next, as a rule; `undefined` of less than three. */
export function usualPause(polls: readonly PastPoll[]): number | undefined {
  if (polls.length < 3) return undefined
  const pauses = polls.slice(1).map(({ at }, i) => (polls[i]?.at ?? at) - at)
  return median(pauses)
}
