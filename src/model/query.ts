import type { Instant } from './source.ts'

export type TextField = 'any' | 'title' | 'text' | 'author' | 'tag'

/** One query, as topics, published feeds, `?q=` and the search box all use it. */
export type Query =
  | { readonly kind: 'all' }
  | { readonly kind: 'and'; readonly of: readonly Query[] }
  | { readonly kind: 'or'; readonly of: readonly Query[] }
  | { readonly kind: 'not'; readonly of: Query }
  /** Consecutive words, folded; with `prefix` the last one may go on. */
  | { readonly kind: 'words'; readonly field: TextField; readonly words: readonly string[]; readonly prefix: boolean }
  | { readonly kind: 'source'; readonly id: string }
  | { readonly kind: 'topic'; readonly id: string }
  | { readonly kind: 'story'; readonly id: string }
  /** A language and its regions: `fr` finds `fr` and `fr-ca`. */
  | { readonly kind: 'lang'; readonly tag: string }
  /** A host and its subdomains. */
  | { readonly kind: 'site'; readonly host: string }
  /** `from` ≤ published < `until`. */
  | { readonly kind: 'date'; readonly from?: Instant; readonly until?: Instant }
