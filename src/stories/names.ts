import { foldLetters } from '../query/fold.ts'

/** Words that begin a sentence or stand in capitals and name nobody, in English and French, folded. */
const NO_NAMES = new Set(
  `the a an and or but if in on at to by for of from with without into over under after before as is are was were be been
   it its this that these those there here he she they we you i his her their our your my who what when where why how which
   will would can could should may might must has have had do does did not no yes new all more most some any up down out off
   about against between during than then now just also still yet only other another first last next best top one two three
   four five six seven eight nine ten says say said get gets make makes take takes know every each both few many much while
   le la les un une des du de et ou mais si dans sur sous chez par pour avec sans contre entre vers apres avant pendant
   depuis ce cet cette ces cela ca il elle ils elles on nous vous je tu son sa ses leur leurs notre nos votre vos mon ma mes
   qui que quoi quand comment pourquoi quel quelle quels quelles est sont etait ete etre avoir ont ne pas plus moins tres
   trop tout tous toute toutes autre autres voici voila deux trois quatre cinq six sept huit neuf dix premier premiere
   dernier derniere nouveau nouvelle nouveaux nouvelles selon face grace aussi comme alors encore deja toujours jamais au
   aux en y lui eux moi toi se sera faut peut direct live video photo photos actualite actu info infos exclusif interview
   test guide dossier avis opinion edito tribune enquete reportage portrait bon plan show hn ask pm am vs
   s t d l m n c j qu el al von van der`
    .split(/\s+/)
    .filter((word) => word !== ''),
)

/**
 * Those of the words that may be names, without accents and case, so that both languages write them alike: what has a
 * capital (`iPhone` too). Each once. At the start of a sentence and in an English headline in title case other words look
 * like names; those that hardly ever are one are left out, the rest is for weights to tell.
 */
export function namesAmong(words: readonly string[]): readonly string[] {
  const names = words.filter((word) => word !== word.toLowerCase()).map((word) => foldLetters(word).trim())
  return [...new Set(names)].filter((name) => name.length > 1 && !NO_NAMES.has(name))
}
