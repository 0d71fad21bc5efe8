import type { PollResult } from '../model/poll.ts'
import type { Instant, Move, SourceState } from '../model/source.ts'

const DAY = 86_400_000
/** A hotel's log-in page or a mistake at the publisher's redirects for good too, for a day. */
const STABLE = 3 * DAY
const FAILURES_BEFORE_RETURN = 3

export interface Moved {
  /** Where permanent redirects lead by now; beside `takeOver` too, for the case that the address is somebody else's. */
  readonly move?: Move
  /** What to poll from now on. */
  readonly takeOver?: string
}

/**
 * What a result says of a source's address. The target of permanent redirects (RFC 9110, 15.4.2 and 15.4.9) is taken
 * over once every answer of three days has led there and this one could be read. A taken-over address that fails three
 * times in a row, or is gone, is given up for the configured one. `state` is the one before the result.
 */
export function moveAfter(
  state: Pick<SourceState, 'address' | 'failures' | 'move'>,
  configuredUrl: string,
  result: PollResult,
  now: Instant,
): Moved {
  if (result.kind === 'failed') return afterFailure(state, configuredUrl, result)
  const to = result.movedTo
  if (to === undefined || to === state.address) return {}
  const { move } = state
  // A beginning in the future was written by a wrong clock.
  const since = move?.to === to && move.since <= now ? move.since : now
  return { move: { to, since }, ...(now - since >= STABLE ? { takeOver: to } : {}) }
}

function afterFailure(
  { address, failures, move }: Pick<SourceState, 'address' | 'failures' | 'move'>,
  configuredUrl: string,
  { health }: Extract<PollResult, { kind: 'failed' }>,
): Moved {
  // A server that asks for patience is there.
  const lost = health === 'gone' || (health === 'failing' && failures + 1 >= FAILURES_BEFORE_RETURN)
  if (lost && address !== configuredUrl) return { takeOver: configuredUrl }
  return move === undefined ? {} : { move }
}
