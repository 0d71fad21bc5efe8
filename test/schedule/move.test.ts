import { describe, expect, it } from 'vitest'
import { optional } from '../../src/model/optional.ts'
import type { PollResult } from '../../src/model/poll.ts'
import type { Move } from '../../src/model/source.ts'
import { moveAfter } from '../../src/schedule/move.ts'
import { DAY, FAILED, failed, GONE, NOW, UNCHANGED, updated } from './made-results.ts'

const CONFIGURED = 'https://old.example/feed'
const NEW = 'https://new.example/feed'
const OTHER = 'https://other.example/feed'
const toNew = (since: number): Move => ({ to: NEW, since })
const redirected = (movedTo: string): PollResult => updated([], {}, { movedTo })
const unchangedAt = (movedTo: string): PollResult => ({ kind: 'unchanged', status: 304, validators: {}, movedTo })

function moved(result: PollResult, { move, address = CONFIGURED, failures = 0 }: Before = {}) {
  return moveAfter({ address, failures, ...optional('move', move) }, CONFIGURED, result, NOW)
}

interface Before {
  readonly move?: Move
  readonly address?: string
  readonly failures?: number
}

describe('a permanent redirect', () => {
  it.each([
    ['begins to count', redirected(NEW), {}, { move: toNew(NOW) }],
    ['goes on counting', redirected(NEW), { move: toNew(NOW - DAY) }, { move: toNew(NOW - DAY) }],
    [
      'of just under three days too',
      unchangedAt(NEW),
      { move: toNew(NOW - 3 * DAY + 1) },
      { move: toNew(NOW - 3 * DAY + 1) },
    ],
    [
      'to somewhere else begins anew',
      redirected(OTHER),
      { move: toNew(NOW - 9 * DAY) },
      { move: { to: OTHER, since: NOW } },
    ],
    ['is over with an answer without one', UNCHANGED, { move: toNew(NOW - 9 * DAY) }, {}],
    ['is over with a document without one', updated([]), { move: toNew(NOW - 9 * DAY) }, {}],
    ['outlives a failure', FAILED, { move: toNew(NOW - DAY), failures: 8 }, { move: toNew(NOW - DAY) }],
    ['is not taken over by a failure', FAILED, { move: toNew(NOW - 9 * DAY) }, { move: toNew(NOW - 9 * DAY) }],
    ['nor by 429', failed('limited'), { move: toNew(NOW - 9 * DAY) }, { move: toNew(NOW - 9 * DAY) }],
    ['begins anew where a wrong clock began it', redirected(NEW), { move: toNew(NOW + 9 * DAY) }, { move: toNew(NOW) }],
    ['that leads to itself is none', redirected(CONFIGURED), {}, {}],
    [
      'back from a taken-over address counts like any other',
      redirected(CONFIGURED),
      { address: NEW },
      { move: { to: CONFIGURED, since: NOW } },
    ],
  ] as const)('%s', (_, result, before, expected) => {
    expect(moved(result, before)).toEqual(expected)
  })

  it.each([
    ['a document that could be read', redirected(NEW)],
    ['an unchanged one', unchangedAt(NEW)],
  ])('is taken over after three days by %s', (_, result) => {
    const move = toNew(NOW - 3 * DAY)
    expect(moved(result, { move })).toEqual({ move, takeOver: NEW })
  })
})

describe('a taken-over address', () => {
  const AT_NEW = { address: NEW }

  it.each([
    ['stays after one failure', FAILED, 0, undefined],
    ['stays after two', FAILED, 1, undefined],
    ['is given up with the third', FAILED, 2, CONFIGURED],
    ['is given up with the thirtieth', FAILED, 29, CONFIGURED],
    ['is given up where it is gone', GONE, 0, CONFIGURED],
    ['stays, however often it asks for patience', failed('limited'), 29, undefined],
    ['stays while it answers', UNCHANGED, 29, undefined],
  ])('%s', (_, result, failures, expected) => {
    expect(moved(result, { ...AT_NEW, failures }).takeOver).toBe(expected)
  })

  it('takes its own redirects along when it is given up', () => {
    expect(moved(FAILED, { ...AT_NEW, failures: 2, move: { to: OTHER, since: NOW - DAY } })).toEqual({
      takeOver: CONFIGURED,
    })
  })

  it('is not given up for itself', () => {
    expect(moved(FAILED, { failures: 100 })).toEqual({})
    expect(moved(GONE, { failures: 100 })).toEqual({})
  })
})

it('a source that moves twice is followed, and found again where it began', () => {
  let state: { address: string; failures: number; move?: Move } = { address: CONFIGURED, failures: 0 }
  const poll = (day: number, result: PollResult) => {
    const { move, takeOver } = moveAfter(state, CONFIGURED, result, NOW + day * DAY)
    const failures = result.kind === 'failed' ? state.failures + 1 : 0
    state = { address: takeOver ?? state.address, failures, ...optional('move', move) }
    return state.address
  }
  expect([0, 1, 2, 3, 4].map((day) => poll(day, redirected(NEW)))).toEqual([...Array(3).fill(CONFIGURED), NEW, NEW])
  expect([5, 6, 7, 8].map((day) => poll(day, redirected(OTHER)))).toEqual([NEW, NEW, NEW, OTHER])
  expect(poll(9, UNCHANGED)).toBe(OTHER)
  expect([10, 11, 12, 13].map((day) => poll(day, FAILED))).toEqual([OTHER, OTHER, CONFIGURED, CONFIGURED])
})
