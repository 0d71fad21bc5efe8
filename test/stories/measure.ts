/**
 * How well articles are grouped into stories: `npm run stories -- <corpus folder> [--half 0|1]`. Each labelled set alone
 * and in the midst of the recorded stream, item by item as they come in. Exits 1 where a figure misses its bar;
 * docs/stories.md says what the figures are.
 */
import { parseArgs } from 'node:util'
import { crossLanguageTable } from './cross-language/measure.ts'
import { groupInOrder } from './grouping.ts'
import { type Grouped, type Scores, scoresOf } from './scores.ts'
import { halfOf, inOrder, type LabelledSet, loadSet, loadStream, mixed, type Sample, SETS } from './sets.ts'

const { positionals, values: flags } = parseArgs({ allowPositionals: true, options: { half: { type: 'string' } } })
const [folder] = positionals
if (folder === undefined || !['0', '1', undefined].includes(flags.half)) {
  process.stderr.write(
    'npm run stories -- <corpus folder> [--half 0|1]\n' +
      '  --half  one half of the stories of each set: fit to one (bench/stories-fit.ts), look at the other\n',
  )
  process.exit(2)
}

/** What a figure may lose in the stream. */
const IN_STREAM = 0.02
const missed: string[] = []
const stream = loadStream(folder)
say(
  '| set | items | precision | recall | F1 | B³ F1 | P at best | in the stream: precision | recall | F1 | B³ F1 | ms an item |',
)
say('|---|---|---|---|---|---|---|---|---|---|---|---|')
for (const set of SETS) {
  const samples = loadSet(folder, set).filter(isWanted)
  const alone = measured(samples)
  const among = measured(mixed(samples, stream))
  const ceiling = scoresOf(sameHeadlines(samples)).precision.toFixed(3)
  const figures = [...shown(alone.scores), ceiling, ...shown(among.scores), among.milliseconds.toFixed(2)]
  say(`| ${[set.name, samples.length, ...figures].join(' | ')} |`)
  missed.push(...below(set, alone.scores, 0), ...below(set, among.scores, IN_STREAM))
}
if (flags.half === undefined) say(`\n${crossLanguageTable(folder)}`)
for (const one of missed) say(`MISSED ${one}`)
process.exitCode = missed.length > 0 ? 1 : 0

function measured(samples: readonly Sample[]): { readonly scores: Scores; readonly milliseconds: number } {
  const ordered = inOrder(samples)
  const start = performance.now()
  const stories = groupInOrder(ordered)
  const milliseconds = (performance.now() - start) / ordered.length
  const labelled = ordered.flatMap(({ item, cluster }) =>
    cluster === undefined ? [] : [{ cluster, storyId: stories.get(item.id) ?? item.id }],
  )
  return { scores: scoresOf(labelled), milliseconds }
}

/**
 * The labels themselves, but for clusters that hold the very same headline: those are one. Nobody who reads headlines
 * can be more precise.
 */
function sameHeadlines(samples: readonly Sample[]): readonly Grouped[] {
  const headlines = new Map<string, string>()
  const stories = new Map<string, string>()
  const storyOf = (cluster: string): string => {
    const into = stories.get(cluster)
    return into === undefined ? cluster : storyOf(into)
  }
  for (const { cluster = '', item } of samples) {
    const story = storyOf(cluster)
    const other = storyOf(headlines.get(item.features.title) ?? cluster)
    headlines.set(item.features.title, cluster)
    if (story !== other) stories.set(story, other)
  }
  return samples.map(({ cluster = '' }) => ({ cluster, storyId: storyOf(cluster) }))
}

/** Its figures that are below their bars, less what they may lose. */
function below({ name, bars }: LabelledSet, scores: Scores, loss: number): readonly string[] {
  const entries = Object.entries(bars) as readonly (readonly [keyof Scores, number])[]
  return entries
    .filter(([figure, bar]) => scores[figure] < bar - loss)
    .map(
      ([figure, bar]) =>
        `${name}${loss > 0 ? ' in the stream' : ''}: ${figure} ${scores[figure].toFixed(3)}, should be ${(bar - loss).toFixed(2)}`,
    )
}

function isWanted(sample: Sample): boolean {
  return flags.half === undefined || halfOf(sample) === Number(flags.half)
}

function shown({ precision, recall, f1, bCubed }: Scores): readonly string[] {
  return [precision, recall, f1, bCubed].map((figure) => figure.toFixed(3))
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
