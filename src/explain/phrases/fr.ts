import type { Phrases } from './phrases.ts'

const FIELDS: Readonly<Record<string, string>> = {
  title: 'le titre',
  text: 'le texte',
  summary: 'le résumé',
  author: 'les auteurs',
  tag: 'les catégories',
  url: 'l’adresse',
  language: 'la langue',
  source: 'la source',
}

const withCommas = (text: string) => text.replaceAll(/(\d)\.(\d)/g, '$1,$2')

/** What the sentences about an item are made of, in French. */
export const fr: Phrases = {
  carries: 'le publie',
  carriesPinned: 'le publie, épinglé',
  carriesNot: 'ne le publie pas',
  noMatch: (part) => `ne le publie pas : ${part === '' ? 'sa requête' : part} ne correspond pas`,
  filtered: 'ne le publie pas : sa requête correspond, mais des filtres le masquent',
  cooler: 'ne le publie pas : il correspond, mais d’autres affaires sont plus chaudes',
  noPlace: (source) =>
    `ne le publie pas : il correspond, mais de plus récents de ${source} ont toutes les places de cette source ; la page du flux le montre`,
  tooOld: (newer, atLeast, limit) =>
    `ne le publie pas : il correspond, mais ${atLeast ? 'au moins ' : ''}${newer} plus récents sont avant lui, et le flux en tient ${limit}`,
  formerTopic: 'lui a été donné à son enregistrement, et ne correspond plus',
  matches: 'correspond',
  unrecorded: ' ; il ne lui a pas été donné à son enregistrement',
  aloneByHand: 'est une affaire à lui seul, mis à la main',
  inByHand: 'est dans son affaire, mis à la main',
  alone: 'est une affaire à lui seul',
  began: 'a commencé son affaire',
  joined: (score, threshold, parts) =>
    withCommas(`a rejoint son affaire avec ${score} des ${threshold} qu’il faut : ${parts}`),
  hidOnce: (source) => `masquait ce que ${source} en publie à son enregistrement, et ne le ferait plus`,
  notThen: ' ; il ne le faisait pas à son enregistrement',
  hides: (source, why) => `masque ce que ${source} en publie : ${why}`,
  tags: (label) => `l’étiquette « ${label} »`,
  boosts: (factor) => `multiplie sa pertinence par ${factor}`,
  hiddenBy: (filter, why) => `Masqué par le filtre « ${filter} » : ${why}`,
  words: (count) => `${count} mots`,
  days: (count) => `${count} jours`,
  hours: (count) => `${count} heures`,
  failed: {
    include: 'il ne correspond pas à ce que le filtre inclut',
    exclude: 'il correspond à ce que le filtre exclut',
    minWords: 'son texte est plus court',
    maxAge: 'il était plus vieux à son arrivée chez nous',
  },
  because: (reasons) => ` : ${reasons}`,
  found: (text, field) => `«\u00a0${text}\u00a0» dans ${FIELDS[field] ?? field}`,
}
