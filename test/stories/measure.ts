/**
 * How well articles are grouped into stories: `npm run stories -- <corpus folder> [--half 0|1]`. Each labelled set alone
 * and in the midst of the recorded stream, item by item as they come in; docs/stories.md says what the columns are.
 */
import { parseArgs } from 'node:util'
import { crossLanguageTable } from './cross-language/measure.ts'
import { groupInOrder } from './grouping.ts'
import { type Scores, scoresOf } from './scores.ts'
import { halfOf, inOrder, loadSet, loadStream, mixed, type Sample, SETS } from './sets.ts'

const { positionals, values: flags } = parseArgs({ allowPositionals: true, options: { half: { type: 'string' } } })
const [folder] = positionals
if (folder === undefined || !['0', '1', undefined].includes(flags.half)) {
  process.stderr.write(
    'npm run stories -- <corpus folder> [--half 0|1]\n' +
      '  --half  one half of the stories of each set: fit to one (bench/stories-fit.ts), look at the other\n',
  )
  process.exit(2)
}

const stream = loadStream(folder)
say('| set | items | precision | recall | F1 | B³ F1 | in the stream: precision | recall | F1 | B³ F1 | ms an item |')
say('|---|---|---|---|---|---|---|---|---|---|---|')
for (const set of SETS) {
  const samples = loadSet(folder, set).filter(isWanted)
  const alone = measured(samples)
  const among = measured(mixed(samples, stream))
  const figures = [...shown(alone.scores), ...shown(among.scores), among.milliseconds.toFixed(2)]
  say(`| ${[set.name, samples.length, ...figures].join(' | ')} |`)
}
if (flags.half === undefined) say(`\n${crossLanguageTable(folder)}`)

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

function isWanted(sample: Sample): boolean {
  return flags.half === undefined || halfOf(sample) === Number(flags.half)
}

function shown({ precision, recall, f1, bCubed }: Scores): readonly string[] {
  return [precision, recall, f1, bCubed].map((figure) => figure.toFixed(3))
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
