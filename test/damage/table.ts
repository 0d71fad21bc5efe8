import { measure, type Pair } from './measure.ts'

/** Prints what the parser makes of damaged feeds, kind by kind: `npm run damage`, or `npm run damage -- 5` for more. */
const rounds = Number(process.argv[2] ?? 1)
const pairs: Pair[] = []
for (let round = 0; round < rounds; round += 1) pairs.push(...(await measure(round)))

const lines = [...Map.groupBy(pairs, ({ kind }) => kind)].map(([kind, of]) => line(kind, of))
print([heading(), ...lines, line('all', pairs)].join('\n'))
for (const { kind, feed, problem } of pairs) if (problem !== undefined) print(`${kind} | ${feed}: ${short(problem)}`)

function heading(): string {
  return `${'damage'.padEnd(48)}feeds  ill-formed  others whole  touched still found`
}

function line(kind: string, of: readonly Pair[]): string {
  const whole = of.filter(({ problem }) => problem === undefined).length
  const illFormed = of.filter((pair) => pair.illFormed).length
  const [touched, found] = [sum(of.map((pair) => pair.touched)), sum(of.map((pair) => pair.found))]
  const cells = [String(of.length).padStart(5), String(illFormed).padStart(10), percent(whole, of.length).padStart(12)]
  return kind.padEnd(48) + [...cells, (touched === 0 ? '' : percent(found, touched)).padStart(19)].join('  ')
}

function percent(part: number, all: number): string {
  return `${((100 * part) / all).toFixed(1)} %`
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function short(text: string): string {
  return text.length > 600 ? `${text.slice(0, 600)}…` : text
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
