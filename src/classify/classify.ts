import type { Topic } from '../model/feed.ts'
import type { Article, Words } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import { fold } from '../query/fold.ts'
import { matches } from '../query/match.ts'

/** The folded words of an article; `text` is its plain text. */
export function wordsOf(article: Article, text: string): Words {
  return {
    title: fold(article.title),
    text: fold(text),
    author: fold(article.authors.map((author) => author.name).join(' | ')),
    tag: fold(article.categories.join(' | ')),
  }
}

/** The ids of the topics that an article matches, in the order of the configuration. */
export function topicsOf(topics: readonly Topic[], article: Article, words: Words, sourceId: string): string[] {
  const host = hostOf(article.url)
  const subject = {
    words,
    sources: [sourceId],
    topics: [],
    ...optional('lang', article.lang),
    ...optional('host', host),
    ...optional('publishedAt', article.publishedAt),
  }
  return topics.filter((topic) => matches(topic.query, subject)).map((topic) => topic.id)
}

function hostOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).hostname : undefined
}
