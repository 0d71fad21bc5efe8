import type { Article } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import { foldedWords } from '../query/fold.ts'
import { bridgeKeys } from './bridge-keys.ts'
import { conceptsIn } from './lexicon.ts'
import { quantitiesIn } from './quantities.ts'
import { tellingStems } from './words.ts'

/** What of an article others are compared by: plain data, 0.2 to 0.5 KB as it is kept with the item (kept-features.ts). */
export interface Features {
  /** Whose article it is: the host that it links to; absent where the source has to stand for it. */
  readonly outlet?: string
  /** All words of the title, folded: what a series repeats. */
  readonly title: string
  /** Stems of the title's telling words, and its figures (`usd:7e12`). */
  readonly stems: readonly string[]
  /** Those of the stems that the title writes with a capital or a digit. */
  readonly names: readonly string[]
  /** Those of the stems that stand in a rubric before the title proper, mostly a place: “Rennes.” */
  readonly rubric: readonly string[]
  /** Stems and figures of the first words below the title. */
  readonly lead: readonly string[]
  /** Concepts of the title and the first sentences, as `conceptsIn` names them. */
  readonly concepts: readonly string[]
  /** What the title shares with headlines in the other language. */
  readonly bridge: readonly string[]
}

/** What is read of an article. */
export type Compared = Pick<Article, 'title' | 'summary' | 'lang' | 'categories' | 'url' | 'extras'>

/** How much of a text is looked at: the news is in its first words. */
const LEAD_WORDS = 100
const LEAD_LENGTH = 1200
const FIGURES_LENGTH = 600
const CONCEPTS_LENGTH = 300
/** A shorter summary says less than the beginning of the text. */
const SUMMARY_LENGTH = 80
const RUBRIC = /^([^.:|–—]{2,45}?)\.\s/u
const RUBRIC_WORDS = 5
/** Hosts that lead to articles of all outlets; the feed names the outlet beside. */
const WRAPPERS = new Set(['news.google.com', 'feedproxy.google.com', 'feeds.feedburner.com'])

/** Whether the text of an article has to be known: where its summary is long enough, only that is read. */
export function isTextRead({ summary }: Pick<Article, 'summary'>): boolean {
  return summary.length < SUMMARY_LENGTH
}

/** What of an article is compared: title, and as lead its summary or else the beginning of `text` (plain). */
export function featuresOf(article: Compared, text: string): Features {
  const { title, lang } = article
  const words = foldedWords(title)
  const lead = leadOf(article, text)
  const figures = quantitiesIn(title, lang)
  return {
    ...optional('outlet', outletOf(article)),
    title: words.join(' '),
    stems: [...tellingStems(words), ...figures],
    names: namesOf(title),
    rubric: rubricOf(title),
    lead: [
      ...tellingStems(foldedWords(lead).slice(0, LEAD_WORDS)),
      ...quantitiesIn(lead.slice(0, FIGURES_LENGTH), lang),
    ],
    concepts: conceptsIn(`${title}. ${lead.slice(0, CONCEPTS_LENGTH)}`, lang),
    bridge: bridgeKeys(title, lang, figures),
  }
}

function outletOf({ url, extras }: Compared): string | undefined {
  const host = url === undefined ? undefined : URL.parse(url)?.hostname
  return host !== undefined && WRAPPERS.has(host) ? extras?.origin?.title : host
}

function leadOf({ title, summary }: Pick<Article, 'title' | 'summary'>, text: string): string {
  const lead = summary.length >= SUMMARY_LENGTH || summary.length >= text.length ? summary : text
  return (lead.startsWith(title) ? lead.slice(title.length) : lead).slice(0, LEAD_LENGTH)
}

function namesOf(title: string): readonly string[] {
  const capital = title.split(/[\s'’«»"“”-]+/u).filter((word) => /^\P{L}*[\p{Lu}\d]/u.test(word))
  return tellingStems(capital.flatMap((word) => foldedWords(word)))
}

function rubricOf(title: string): readonly string[] {
  const words = foldedWords(RUBRIC.exec(title)?.[1] ?? '')
  return words.length <= RUBRIC_WORDS ? tellingStems(words) : []
}
