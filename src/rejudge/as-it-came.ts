import { labelled, unlabelled, verdictOf } from '../classify/classify.ts'
import type { Candidate } from '../model/item.ts'
import type { Query } from '../model/query.ts'
import type { Rules } from '../model/rules.ts'
import { parts } from '../query/compose.ts'
import type { Store } from '../store/store.ts'

/**
 * The candidates of a source, those of them that we hold already judged as they were when they came: rules that ask how
 * old an article is must not hide it when it is edited a month later, or when its publisher touches its date.
 */
export async function asItCame(
  candidates: readonly Candidate[],
  sourceId: string,
  rules: Rules,
  store: Pick<Store, 'arrivals'>,
): Promise<readonly Candidate[]> {
  if (!asksForAge(rules)) return candidates
  const arrivals = await store.arrivals(
    sourceId,
    candidates.flatMap(({ identity }) => [identity.spare.guidKey, identity.guidKey]),
  )
  return candidates.map((candidate) => {
    const { guidKey, spare } = candidate.identity
    // Where a source's guids are not to be trusted, the spare key is the article's own.
    const arrival = arrivals.get(spare.guidKey) ?? arrivals.get(guidKey)
    if (arrival === undefined) return candidate
    const { hiding: _hiding, ...bare } = unlabelled(candidate)
    const article = { ...bare.article, publishedAt: arrival.publishedAt }
    return labelled({ ...bare, ...verdictOf(rules, article, bare.words, sourceId, arrival.firstSeenAt) })
  })
}

function asksForAge({ topics, filters }: Rules): boolean {
  const queries: (Query | undefined)[] = [
    ...topics.map(({ query }) => query),
    ...filters.flatMap(({ include, exclude }) => [include, exclude]),
  ]
  return (
    filters.some(({ maxAgeMs }) => maxAgeMs !== undefined) ||
    queries.some((query) => query !== undefined && [...parts(query)].some(({ kind }) => kind === 'age'))
  )
}
