/** All benches, in the order in which `npm run bench` runs them; docs/performance.md has a table for each. */
export interface Bench {
  readonly name: string
  /** Within this folder. */
  readonly file: string
  readonly args: readonly string[]
  /** What it is told besides where the size is full. */
  readonly full?: readonly string[]
}

export const BENCHES: readonly Bench[] = [
  { name: 'poll', file: 'poll/run.ts', args: [] },
  {
    name: 'poll-latency',
    file: 'poll/run.ts',
    args: ['--latency', '--only', 'limit,tributary'],
    full: ['--sources', '300'],
  },
  { name: 'serve', file: 'serve/run.ts', args: [] },
  { name: 'search', file: 'search.ts', args: [] },
  { name: 'parse', file: 'parse.ts', args: [] },
  { name: 'stories', file: 'stories.ts', args: [] },
  { name: 'scale', file: 'scale/run.ts', args: [] },
]
