/** `any` is a word of the article: in its title, text, authors or tags. The words of its URL are asked for by `url`. */
export type TextField = 'any' | 'title' | 'text' | 'author' | 'tag' | 'url'
/** Where a regular expression looks; `any` is the title or the summary. */
export type RegexpField = Exclude<TextField, 'text'>
export type Medium = 'image' | 'audio' | 'video' | 'content'

/** Consecutive words, folded; with `prefix` the last one may go on. */
export interface Phrase {
  readonly words: readonly string[]
  readonly prefix: boolean
}

/** A number from `from` up to, and without, `until`. */
export interface Span {
  readonly from?: number
  readonly until?: number
}

/** One query, as topics, published feeds, `?q=` and the search box all use it: plain data that can be sent to another process. */
export type Query =
  | { readonly kind: 'all' }
  | { readonly kind: 'and'; readonly of: readonly Query[] }
  | { readonly kind: 'or'; readonly of: readonly Query[] }
  | { readonly kind: 'not'; readonly of: Query }
  | ({ readonly kind: 'words'; readonly field: TextField } & Phrase)
  /** All of them, in any order, with at most `within` words between the end of each and the beginning of the last. */
  | {
      readonly kind: 'near'
      readonly field: TextField
      readonly phrases: readonly Phrase[]
      readonly within: number
    }
  | RegexpQuery
  | { readonly kind: 'source'; readonly id: string }
  | { readonly kind: 'topic'; readonly id: string }
  | { readonly kind: 'story'; readonly id: string }
  /** How many sources carry an item of its story. */
  | ({ readonly kind: 'outlets' } & Span)
  /** A language and its regions: `fr` finds `fr` and `fr-ca`. */
  | { readonly kind: 'lang'; readonly tag: string }
  /** A host and its subdomains. */
  | { readonly kind: 'site'; readonly host: string }
  | { readonly kind: 'has'; readonly medium: Medium }
  /** When it was published, in milliseconds since the epoch. */
  | ({ readonly kind: 'date' } & Span)
  /**
   * When it was published, in milliseconds after `to`: the moment of asking, or the beginning of its day in UTC.
   * `resolve` makes a `date` of it before anything is matched or looked for.
   */
  | ({ readonly kind: 'age'; readonly to: 'now' | 'today' } & Span)

/** In the syntax of RE2, on the text as it is written, not folded. */
export interface RegexpQuery {
  readonly kind: 'regexp'
  readonly field: RegexpField
  readonly pattern: string
  readonly ignoreCase: boolean
}
