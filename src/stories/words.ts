/** Words of English and French, folded, that say nothing of what an article is about. */
const SILENT = new Set(
  `le la les de des du un une et en au aux a pour par sur dans que qui ne pas se ce est son sa ses il elle on plus avec
   ont ete sont leur cette mais ou the of to in and for on with at from by as is are was be has have it its that this an
   after over not but who will his her he she they their new says said about into up out more how what why when where vs
   via apres selon comme entre contre sans fait etre tout tous meme aussi faire peut vous nous votre notre ces cet nos vos
   leurs lui can could would may had been than or if you your we our all no one two us day days jour jours ans an annee
   annees year years`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
const PLURAL = /(?<=..[^s])s$|(?<=....)x$/
/** Endings of both languages, the longest first: what is left joins “licencie”, “licenciements”; “hiring”, “hires”. */
const ENDING =
  /(?<=....)(?:issements?|ations?|ement|ments?|ings?|ions?|ies|ees?|ers?|ant|ent|ait|ed|er|ez|ee|es|ie|e|i|y|a)$/

/** Words of a title that change with each number of a series. */
const COUNTERS =
  /^(?:\d.*|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|march|april|may|june|july|august|september|october|november|december|1er|q[1-4]|t[1-4]|matin|soir|midi|morning|evening|night|nuit)$/

/** A folded word without its ending. Rough on purpose: it has to be the same for words that are related, no more. */
export function stem(word: string): string {
  return word.replace(PLURAL, '').replace(ENDING, '')
}

/** The stems of those words that say something, each once. */
export function tellingStems(words: readonly string[]): readonly string[] {
  return [...new Set(words.filter((word) => word.length > 1 && !SILENT.has(word)).map(stem))]
}

/** What stays of a folded title from one number of a series to the next. */
export function frameWords(title: string): string {
  return title
    .split(' ')
    .filter((word) => !COUNTERS.test(word))
    .join(' ')
}
