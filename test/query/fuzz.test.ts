import { expect, it } from 'vitest'
import { TributaryError } from '../../src/errors.ts'
import { parseQuery } from '../../src/query/parse-query.ts'

/** `FUZZ_RUNS=100000 npx vitest run test/query/fuzz.test.ts` for more. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 20_000)
const LONGEST_MS = 50
const PIECES = [
  ...[
    '(',
    ')',
    '"',
    '“',
    '”',
    '«',
    '/',
    '/i',
    '*',
    '-',
    ':',
    ',',
    ' ',
    '  ',
    '\n',
    '\\',
    "'",
    '’',
    '..',
    '<',
    '>',
    '=',
    '<7d',
  ],
  ...[
    'OR',
    'AND',
    'NOT',
    'NEAR(',
    'NEAR',
    'title:',
    'url:',
    'date:',
    'has:',
    'sources:>',
    'lang:',
    'site:',
    'source:',
    'x:',
  ],
  ...[
    'puce',
    'é',
    '芯片',
    '🧠',
    '\u0000',
    '\ud800',
    'a',
    '5',
    '2024-02',
    'today',
    'image',
    '(a+)+$',
    '[',
    '{1000}',
    '%',
    '--',
    ';',
    'DROP TABLE',
  ],
]

/** A small generator of its own: the same strings at each run. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % sides
  }
}

it(`refuses what it cannot read of ${RUNS} random strings, and nothing else goes wrong`, { timeout: 600_000 }, () => {
  const roll = dice(42)
  let read = 0
  for (let run = 0; run < RUNS; run += 1) {
    const written = Array.from({ length: roll(30) }, () => PIECES[roll(PIECES.length)]).join(roll(2) === 0 ? '' : ' ')
    const first = attempt(written)
    if (first.isRead) read += 1
    // Once more where it took long: the machine may have been busy with something else.
    const ms = first.ms < LONGEST_MS ? first.ms : attempt(written).ms
    expect(ms, written).toBeLessThan(LONGEST_MS)
  }
  expect(read).toBeGreaterThan(RUNS / 20)
})

function attempt(written: string): { readonly isRead: boolean; readonly ms: number } {
  const startedAt = performance.now()
  try {
    parseQuery(written)
    return { isRead: true, ms: performance.now() - startedAt }
  } catch (problem) {
    const ms = performance.now() - startedAt
    if (!(problem instanceof TributaryError && problem.code === 'invalid'))
      throw new Error(JSON.stringify(written), { cause: problem })
    expect(problem.message).toMatch(/at character \d+\n/)
    return { isRead: false, ms }
  }
}
