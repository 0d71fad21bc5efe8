import type { Article, Words } from '../model/item.ts'
import type { Rules, Verdict } from '../model/rules.ts'
import type { Instant } from '../model/source.ts'
import { fold } from '../query/fold.ts'
import { subjectOf, textsOf } from '../query/subject.ts'
import { type CompiledTopics, compileTopics } from './compile-topics.ts'
import { type CompiledFilters, compileFilters } from './filters.ts'

interface Compiled {
  readonly topics: CompiledTopics
  readonly filters: CompiledFilters
}

const compiled = new WeakMap<Rules, Compiled>()

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
 * What the rules make of an article that a source carries, and that was first seen at `now`; topics in the order of the
 * configuration. What has no date is published now. The rules are compiled the first time: pass the same object each
 * time.
 */
export function verdictOf(rules: Rules, article: Article, words: Words, sourceId: string, now: Instant): Verdict {
  const known = compiled.get(rules) ?? { topics: compileTopics(rules.topics), filters: compileFilters(rules.filters) }
  compiled.set(rules, known)
  const subject = subjectOf(article, words, { sources: [sourceId], publishedAt: article.publishedAt ?? now })
  const topics = known.topics(subject, now)
  return { topics, ...known.filters({ ...subject, topics }, sourceId, now) }
}

interface Labelled {
  readonly article: Article
  readonly words: Words
  readonly labels: readonly string[]
}

/** An article without the labels among its categories. */
export function withoutLabels<Of extends Article>(article: Of, labels: readonly string[]): Of {
  return { ...article, categories: article.categories.filter((name) => !labels.includes(name)) }
}

/** A candidate as it was before it got labels. */
export function unlabelled<Of extends Labelled>(of: Of): Of {
  if (of.labels.length === 0) return of
  const article = withoutLabels(of.article, of.labels)
  return { ...of, labels: [], article, words: { ...of.words, tag: fold(textsOf(article, '').tag) } }
}

/**
 * A candidate with its labels among the article's categories, and their words among its own. Those that the publisher
 * gave it already are not ours.
 */
export function labelled<Of extends Labelled>(of: Of): Of {
  const labels = of.labels.filter((label) => !of.article.categories.includes(label))
  if (labels.length === 0) return { ...of, labels }
  const article = { ...of.article, categories: [...of.article.categories, ...labels] }
  return { ...of, labels, article, words: { ...of.words, tag: fold(textsOf(article, '').tag) } }
}
