import type { Article } from '../model/item.ts'

/** Blocks that say themselves that they are an advertisement. */
const LABELLED_AD =
  /<(p|div|figure|aside|li|table)\b[^>]*>(?:\s|<(?!\/)[^>]*>)*(?:advertisement|advertising|sponsored|publicité|sponsorisé|annonce|anzeige|ad)\b(?:(?!<\/?\1\b)[\s\S]){0,2000}<\/\1>/gi
/** Links that lead to those who sell space, with what is in them. */
const LINKED_AD =
  /<a\b[^>]*href="[^"]*(?:doubleclick\.net|googlesyndication|googleadservices|feedads|feedsportal|pheedo|taboola|outbrain|carbonads|buysellads|feedburner\.com\/~[afr]f?\/)[^"]*"[^>]*>[\s\S]{0,2000}?<\/a>/gi
const COUNTED =
  'comments?|commentaires?|shares?|partages?|views?|vues?|likes?|retweets?|upvotes?|replies|réponses?|reactions?|réactions?|readers?|lecteurs?|lectures?|followers?|abonnés?'
/** “12 comments”, “Comments: 12”, “3 hours ago”, “il y a 3 heures”: they run on by themselves. */
const COUNTERS = [
  new RegExp(String.raw`\d[\d.,\u00a0\u202f ]*[km]?\s*(?:${COUNTED})(?!\p{L})`, 'giu'),
  new RegExp(String.raw`(?<!\p{L})(?:${COUNTED}|points?|votes?|score)\s*[:(]\s*\d[\d.,]*`, 'giu'),
  /\d+\s*(?:seconds?|minutes?|mins?|hours?|days?|weeks?|months?|years?)\s+ago/gi,
  /il y a (?:environ )?\d+\s*(?:secondes?|minutes?|heures?|jours?|semaines?|mois|ans?)/gi,
]
/** What none of them goes without. */
const COUNTS = /\d/
const MAX_TEXT = 200_000

/**
 * What an article says, as words: without markup, pictures, advertisements that can be told, counters, punctuation and white
 * space. Two articles with the same substance say the same.
 */
export function substanceOf({ title, summary, contentHtml }: Pick<Article, 'title' | 'summary' | 'contentHtml'>): {
  readonly title: string
  readonly text: string
} {
  const html = contentHtml.slice(0, MAX_TEXT).replace(LABELLED_AD, ' ').replace(LINKED_AD, ' ')
  const text = words(html.replace(/<[^>]*>/g, ' '))
  return { title: words(title), text: text === '' ? words(summary) : text }
}

function words(text: string): string {
  const still = COUNTS.test(text) ? COUNTERS.reduce((rest, counter) => rest.replace(counter, ' '), text) : text
  const letters = still.normalize('NFKC').toLowerCase()
  // All but the single spaces, of which a text is full.
  return letters.replace(/ *[^\p{L}\p{M}\p{N} ][^\p{L}\p{M}\p{N}]*| {2,}/gu, ' ').trim()
}
