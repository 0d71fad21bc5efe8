import type { Topic } from './feed.ts'
import type { Query } from './query.ts'

/** What a filter asks of an item. */
export type FilterTest = 'include' | 'exclude' | 'minWords' | 'maxAge'

/** A test of the configuration that an item passes or fails, and what comes of it. */
export interface Filter {
  /** As the configuration names it, or where it stands there. */
  readonly name: string
  /** It is put to what this source carries; absent: to everything. */
  readonly source?: string
  /** Whatever does not match this fails. */
  readonly include?: Query
  /** Whatever matches this fails. */
  readonly exclude?: Query
  /** What has fewer words of text fails. */
  readonly minWords?: number
  /** What was published longer before we saw it first fails, in milliseconds. */
  readonly maxAgeMs?: number
  /** What fails is hidden; or else what passes gets a label, or counts more among the most relevant. */
  readonly outcome:
    | { readonly kind: 'hide' }
    | { readonly kind: 'tag'; readonly label: string }
    | { readonly kind: 'boost'; readonly factor: number }
}

/** What articles are sorted by when they come: plain data that can be sent to another process. */
export interface Rules {
  readonly topics: readonly Topic[]
  /** In their order: those for everything, then those of each source. */
  readonly filters: readonly Filter[]
}

/** Which filter hides an article of a source, and why. */
export interface Hiding {
  readonly filter: string
  readonly failed: FilterTest
  /** What the test asks for: a query as it would be written, a number of words, or of milliseconds. */
  readonly wanted: string
  /** The filter is the source's own. */
  readonly own?: true
}

/** What the rules make of an article that a source carries. */
export interface Verdict {
  readonly topics: readonly string[]
  /** Tags beside those of its publisher. */
  readonly labels: readonly string[]
  /** What its relevance is multiplied by. */
  readonly boost: number
  readonly hiding?: Hiding
}
