import { foldLetters } from '../query/fold.ts'
import { readConcepts } from './lexicon.ts'
import { namesAmong } from './names.ts'
import { isOffer } from './offers.ts'
import { quantitiesIn } from './quantities.ts'

/** Letters that the beginnings of related words share (“nationaliste”, “nationalist”), and the shortest such word. */
const ROOT = 6
const MAX_KEYS = 48

/**
 * What a headline in English or French says, in keys that both languages share: concepts (`c:chip`, and
 * `e:layoff` of what happens), places and offices
 * (`p:germany`), figures (`usd:7e12`, `id:gpt5`), names (`w:nvidia`) and the roots of other words (`k:nation`), which
 * the two languages have in common more often than not. A word gives one kind of key only. None in
 * other languages, and none of offers and guides, which join nothing. `figures`: what `quantitiesIn` reads in the title.
 */
export function bridgeKeys(
  title: string,
  lang: string | undefined,
  figures = quantitiesIn(title, lang),
): readonly string[] {
  if (lang?.startsWith('fr') !== true && lang?.startsWith('en') !== true) return []
  if (isOffer(title)) return []
  const { keys, rest } = readConcepts(title, lang)
  const named = figures.filter((key) => key.startsWith('id:')).map((key) => key.slice(3))
  const names = namesAmong(rest).filter((name) => !named.some((id) => id.startsWith(name)))
  const roots = rest
    .filter((word) => word === word.toLowerCase() || !names.includes(foldLetters(word)))
    .map((word) => foldLetters(word))
    .filter((word) => word.length >= ROOT && /^\p{L}+$/u.test(word))
  const all = [
    ...figures,
    ...names.map((name) => `w:${name}`),
    ...keys,
    ...roots.map((root) => `k:${root.slice(0, ROOT)}`),
  ]
  return [...new Set(all)].slice(0, MAX_KEYS)
}
