import type { Random } from './random.ts'

/** What the sentences of a feed are put together from. */
export interface Words {
  readonly who: readonly string[]
  readonly does: readonly string[]
  readonly what: readonly string[]
  readonly where: readonly string[]
  readonly names: readonly string[]
  readonly topics: readonly string[]
  readonly end: string
}

export const FRENCH: Words = {
  who: [
    'La Commission européenne',
    'Une équipe grenobloise',
    'Le fabricant néerlandais',
    'L’opérateur historique',
    'Une chercheuse de l’École normale',
    'La Cour des comptes',
    'Le maire de Saint-Étienne',
    'Un ancien élève',
  ],
  does: ['présente', 'repousse', 'finance', 'dévoile', 'étudie', 'met en garde contre', 'achève', 'dénonce'],
  what: [
    'une usine de semi-conducteurs',
    'le « nuage souverain »',
    'un modèle d’intelligence artificielle',
    'la forêt numérisée',
    'l’impôt sur les données',
    'un câble sous-marin de 9 000 km',
    'des œuvres générées par machine',
    'la clé à usage unique',
  ],
  where: [
    'près de Nîmes',
    'à Besançon',
    'en Côte d’Ivoire',
    'dans le Gévaudan',
    'à l’été 2026',
    'malgré l’échéance',
    'sans délai',
    'aux Pays-Bas',
  ],
  names: ['Zoé Lefèvre', 'Jérôme Peña', 'Anaïs Noël', 'Rédaction', 'Loïc Kervella'],
  topics: ['Économie', 'Numérique', 'Société', 'Énergie', 'Médias', 'Île-de-France'],
  end: '.',
}

export const ENGLISH: Words = {
  who: [
    'The city council',
    'A team at the lab',
    'The Dutch toolmaker',
    'Our reporter',
    'The regulator',
    'A former engineer',
    'The second-largest carrier',
    'Nobody in the room',
  ],
  does: ['unveils', 'delays', 'pays for', 'looks into', 'warns about', 'rolls back', 'ships', 'explains'],
  what: [
    'a chip plant',
    'the “sovereign” cloud',
    'a small language model',
    'the new billing rules',
    'an undersea cable',
    'the patch for last week’s flaw',
    'a browser without tabs',
    'the end of passwords',
  ],
  where: [
    'near the coast',
    'after years of talks',
    'in one weekend',
    '— and why it matters',
    'by 2026',
    'for everyone',
    'on old phones',
    'without saying so',
  ],
  names: ['Ann Lee', 'Bob O’Neil', 'Newsroom', 'C. D. Earle', 'Maya Stone'],
  topics: ['Business', 'Security', 'Open source', 'Hardware', 'Policy', 'Science'],
  end: '.',
}

export const JAPANESE: Words = {
  who: ['市議会は', '研究チームは', '大手電機メーカーが', '首相は', '新しい会社が'],
  does: ['来年までに', '静かに', '急いで', '九州で', '初めて'],
  what: ['半導体工場を', '小さな言語モデルを', '海底ケーブルを', '新しい規則を', '古い端末を'],
  where: ['発表した', '延期した', '買い取った', '見直す', '公開する'],
  names: ['山田花子', '佐藤一郎', '編集部'],
  topics: ['経済', '技術', '社会', '科学'],
  end: '。',
}

export function sentence(words: Words, random: Random): string {
  return [words.who, words.does, words.what, words.where].map((among) => random.pick(among)).join(' ') + words.end
}

/** `count` sentences. */
export function passage(words: Words, count: number, random: Random): string {
  return Array.from({ length: count }, () => sentence(words, random)).join(' ')
}
