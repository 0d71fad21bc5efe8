import type { Features } from './features.ts'
import { tellingStems } from './words.ts'

/** Between words; within one may be spaces, where its script has none between words. */
const WORDS = '\t'
const LINES = '\n'
/** What is said of each stem. */
const NAME = 1
const RUBRIC = 2

/**
 * Features as they are kept with an item, about half as long as JSON: a line each for the title, the figures in it, what is said
 * of each of its stems, names and rubric words that are none of those, lead, concepts and bridge keys; the outlet, where
 * there is one, is all that follows. The stems follow from the title.
 */
export function keptFeatures(features: Features): string {
  const { title, stems, names, rubric, lead, concepts, bridge, outlet } = features
  const figures = stems.slice(stemsOf(title).length)
  const said = stems.map((stem) => (names.includes(stem) ? NAME : 0) + (rubric.includes(stem) ? RUBRIC : 0)).join('')
  const others = [names, rubric].map((words) => words.filter((word) => !stems.includes(word)))
  const lists = [figures, [said.replace(/0+$/, '')], ...others, lead, concepts, bridge]
  const lines = [title, ...lists.map((words) => words.join(WORDS))]
  return (outlet === undefined ? lines : [...lines, outlet]).join(LINES)
}

/** What `keptFeatures` wrote, or JSON, as older versions did. */
export function featuresKept(kept: string): Features {
  if (kept.startsWith('{')) return JSON.parse(kept)
  const [title = '', figures = '', said = '', names = '', rubric = '', lead = '', concepts = '', bridge = '', ...rest] =
    kept.split(LINES)
  const stems = [...stemsOf(title), ...listOf(figures)]
  const saidTo = (bit: number): string[] => stems.filter((_, at) => (Number(said[at] ?? 0) & bit) !== 0)
  return {
    ...(rest.length === 0 ? {} : { outlet: rest.join(LINES) }),
    title,
    stems,
    names: [...saidTo(NAME), ...listOf(names)],
    rubric: [...saidTo(RUBRIC), ...listOf(rubric)],
    lead: listOf(lead),
    concepts: listOf(concepts),
    bridge: listOf(bridge),
  }
}

function stemsOf(title: string): readonly string[] {
  return tellingStems(title.split(' '))
}

function listOf(line: string): readonly string[] {
  return line === '' ? [] : line.split(WORDS)
}
