import type { Topic } from '../model/feed.ts'
import type { Article, Words } from '../model/item.ts'
import type { Instant } from '../model/source.ts'
import { fold } from '../query/fold.ts'
import { subjectOf, textsOf } from '../query/subject.ts'
import { type CompiledTopics, compileTopics } from './compile-topics.ts'

const compiled = new WeakMap<readonly Topic[], CompiledTopics>()

/** The folded words of an article; `text` is its plain text. */
export function wordsOf(article: Article, text: string): Words {
  const texts = textsOf(article, text)
  return {
    title: fold(texts.title),
    text: fold(texts.text),
    author: fold(texts.author),
    tag: fold(texts.tag),
    url: fold(texts.url),
  }
}

/**
 * The ids of the topics that an article matches, in the order of the configuration. What has no date is published now.
 * The topics are compiled the first time: pass the same list each time.
 */
export function topicsOf(
  topics: readonly Topic[],
  article: Article,
  words: Words,
  sourceId: string,
  now: Instant,
): string[] {
  const known = compiled.get(topics) ?? compileTopics(topics)
  compiled.set(topics, known)
  const publishedAt = article.publishedAt ?? now
  return known(subjectOf(article, words, { sources: [sourceId], publishedAt }), now)
}
