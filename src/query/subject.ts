import type { Article, Words } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { Instant } from '../model/source.ts'

/** The texts of an article whose words are searched, as they are written. */
export type Texts = Readonly<Record<keyof Words, string>>

/** What a query looks at. */
export interface Subject {
  readonly article: Article
  readonly words: Words
  readonly host?: string
  readonly publishedAt?: Instant
  readonly sources: readonly string[]
  /** Known of a recorded item only, as the rest. */
  readonly topics: readonly string[]
  readonly storyId?: string
  /** How many sources carry an item of its story. */
  readonly outlets?: number
  /** A quick no, for whoever asks much: whether the article, its URL apart, is sure not to have a word. */
  readonly lacks?: (word: string) => boolean
}

/** `text` is all that the article says, as plain text. */
export function textsOf(article: Article, text: string): Texts {
  return {
    title: article.title,
    text,
    author: article.authors.map(({ name }) => name).join(' | '),
    tag: article.categories.join(' | '),
    url: readable(article.url ?? ''),
  }
}

export function subjectOf(
  article: Article,
  words: Words,
  known: Partial<Omit<Subject, 'article' | 'words' | 'host'>>,
): Subject {
  const host = article.url === undefined ? undefined : URL.parse(article.url)?.hostname
  return {
    article,
    words,
    sources: [],
    topics: [],
    ...optional('host', host),
    ...optional('publishedAt', article.publishedAt),
    ...known,
  }
}

/** A URL with its letters in place of their percent signs, or as it is where they make no letters. */
function readable(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    // Percent signs that stand for something else than UTF-8: its words are what is left between them.
    return url
  }
}
