import { parseArgs } from 'node:util'

/** What a bench may be told, beside what all may. */
export interface Options {
  /** How it is started: `node bench/poll/run.ts`. */
  readonly usage: string
  /** What it measures, in a paragraph. */
  readonly about: string
  /** Flags with a number, and what they are at each size. */
  readonly numbers: Readonly<Record<string, { readonly help: string; readonly small: number; readonly full: number }>>
  readonly switches?: Readonly<Record<string, string>>
  readonly texts?: Readonly<Record<string, string>>
}

export interface Flags {
  readonly size: 'small' | 'full'
  readonly runs: number
  /** The file that the figures are added to. */
  readonly json: string | undefined
  number(name: string): number
  isOn(name: string): boolean
  text(name: string): string | undefined
}

const SHARED = {
  size: '<small|full>: as `npm run bench` does, or as docs/performance.md has it (small)',
  runs: '<number>: times that all is measured; medians are told (5)',
  json: '<file>: add the figures to this file',
} as const
const COLUMN = 30

/** Reads the command line. `--help` says what a bench does and ends the process; so does, with code 2, what cannot be read. */
export function readFlags(options: Options): Flags {
  const texts = {
    ...SHARED,
    ...options.texts,
    ...Object.fromEntries(Object.keys(options.numbers).map((name) => [name, ''])),
  }
  const values = valuesOf(options, texts)
  if (values.help === true) {
    process.stdout.write(helpOf(options))
    process.exit(0)
  }
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined)
  const whole = (name: string, otherwise: number) => {
    const value = Number(text(name) ?? otherwise)
    if (!(Number.isInteger(value) && value > 0)) refuse(options, `--${name}: expected a whole number above 0`)
    return value
  }
  const size = text('size') ?? 'small'
  if (size !== 'small' && size !== 'full') refuse(options, `--size: expected small or full, got “${size}”`)
  return {
    size,
    runs: whole('runs', 5),
    json: text('json'),
    number: (name) => whole(name, options.numbers[name]?.[size] ?? Number.NaN),
    isOn: (name) => values[name] === true,
    text,
  }
}

function valuesOf(options: Options, texts: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  const switches = ['help', ...Object.keys(options.switches ?? {})]
  try {
    return parseArgs({
      options: Object.fromEntries([
        ...switches.map((name) => [name, { type: 'boolean' }] as const),
        ...Object.keys(texts).map((name) => [name, { type: 'string' }] as const),
      ]),
    }).values
  } catch (problem) {
    return refuse(options, problem instanceof Error ? problem.message : String(problem))
  }
}

function helpOf({ usage, about, numbers, switches = {}, texts = {} }: Options): string {
  const lines = [
    ...Object.entries(numbers).map(
      ([name, { help, small, full }]) => `${`--${name} <number>`.padEnd(COLUMN)}${help} (${small}; full: ${full})`,
    ),
    ...Object.entries(switches).map(([name, help]) => `--${name}`.padEnd(COLUMN) + help),
    ...Object.entries({ ...texts, ...SHARED }).map(([name, help]) => {
      const [value = '', meaning = ''] = help.split(/: (.*)/s)
      return `--${name} ${value}`.padEnd(COLUMN) + meaning
    }),
    `${'--help'.padEnd(COLUMN)}this`,
  ]
  return `${usage} [flags]\n\n${about}\n\n${lines.map((line) => `  ${line}`).join('\n')}\n`
}

function refuse({ usage }: Options, why: string): never {
  process.stderr.write(`${why}\n${usage} --help says what there is.\n`)
  process.exit(2)
}
