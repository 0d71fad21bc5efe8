import type { PollResult } from '../model/poll.ts'
import type { Rhythm } from '../model/rhythm.ts'
import type { Instant } from '../model/source.ts'

const MINUTE = 60_000
/** Enough to know a week of a blog's or the day of a newsroom; it is written at each poll that brings something. */
const PUBLICATIONS_KEPT = 60
/** What comes out together is found by one poll. */
const BURST = 5 * MINUTE
/**
 * A document without dates that changes may only count its readers: were each change a publication, it would be polled
 * ever more often, and each time there would be one.
 */
const UNDATED_BURST = 120 * MINUTE

type Updated = Extract<PollResult, { kind: 'updated' }>

/**
 * How a source publishes, once the result of the poll at `now` is known too. No publication is after `now`. `changedAt`
 * is when the polls before this one last brought something new.
 */
export function rhythmAfter(rhythm: Rhythm, result: PollResult, now: Instant, changedAt: Instant = now): Rhythm {
  if (result.kind !== 'updated') return rhythm
  // What is said to have come out since then was known already: there are documents that date their entries anew at
  // each request.
  const known = rhythm.publications.filter((at) => at <= Math.min(now, changedAt))
  const publications = oncePerBurst([...known, ...publicationsIn(result, known, now)])
  return { publications: publications.slice(-PUBLICATIONS_KEPT), hints: result.hints }
}

function publicationsIn(result: Updated, known: readonly Instant[], now: Instant): readonly Instant[] {
  const dates = datesIn(result, now)
  if (dates.length > 0) return dates
  return now - (known.at(-1) ?? Number.NEGATIVE_INFINITY) > UNDATED_BURST ? [now] : []
}

function datesIn({ candidates, passed }: Updated, now: Instant): Instant[] {
  // A date in the future has been made the poll's own: the entry counts once its time has come.
  const dates = [...candidates.flatMap(({ article }) => article.publishedAt ?? []), ...(passed?.dates ?? [])].filter(
    (at) => at < now,
  )
  // Where all is of this very minute, the dates are those of the document: they say no more than none.
  return dates.some((at) => at < now - BURST) ? dates : []
}

/** How many publications the document holds; one where it has no dates, for then only its changes are known. */
export function burstsIn(result: Updated, now: Instant): number {
  return Math.max(1, oncePerBurst(datesIn(result, now)).length)
}

/** In order, each the first of its burst. */
function oncePerBurst(instants: Instant[]): Instant[] {
  let last = Number.NEGATIVE_INFINITY
  return instants
    .sort((a, b) => a - b)
    .filter((at) => {
      if (at - last <= BURST) return false
      last = at
      return true
    })
}
