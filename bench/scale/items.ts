/** A poll and queries in a store, and in those with ten and a hundred times as many items; the last two are compared. */
import { join } from 'node:path'
import { fillFolder } from '../filled.ts'
import type { Flags } from '../flags.ts'
import { benchFolder } from '../folders.ts'
import { median, ratioOf } from '../medians.ts'
import type { OriginAnswer, OriginOrder } from '../poll/origin.ts'
import { ask, end, said, start } from '../processes.ts'
import { say } from '../progress.ts'
import type { Point, Row } from '../results.ts'
import type { Begin } from './at-size.ts'

const POLLED = 60
const TIMES = 10
const BAR = { is: 'at most', limit: 1.3 } as const

export async function itemCosts(flags: Flags): Promise<{ rows: Row[]; points: Point[] }> {
  const most = flags.number('items')
  const sizes = [most / TIMES ** 2, most / TIMES, most].map(Math.round)
  const origin = start(new URL('../poll/origin.ts', import.meta.url))
  await said(origin)
  const order: OriginOrder = { sources: POLLED, changes: 0, latencyMs: [0, 0] }
  const { port } = await ask<OriginAnswer>(origin, order)
  const urls = Array.from({ length: POLLED }, (_, i) => `http://127.4.0.${i + 1}:${port}/${i}`)
  const children = []
  for (const size of sizes) {
    say(`making a store of ${size} items`)
    const folder = join(flags.text('folder') ?? benchFolder(), String(size))
    await fillFolder(folder, size)
    const child = start(new URL('./at-size.ts', import.meta.url))
    await ask(child, { folder, urls } satisfies Begin)
    await ask(child, 'poll')
    children.push(child)
  }
  const found = sizes.map(() => new Map<string, number[]>())
  const note = (at: number, name: string, ms: number) => found[at]?.set(name, [...(found[at]?.get(name) ?? []), ms])
  for (let run = 1; run <= flags.runs; run += 1) {
    await ask(origin, { ...order, changes: run })
    for (const [at, child] of children.entries()) note(at, 'poll, one new item', await ask<number>(child, 'poll'))
    for (const [at, child] of children.entries()) note(at, 'poll, nothing changed', await ask<number>(child, 'poll'))
    for (const [at, child] of children.entries())
      for (const [name, ms] of Object.entries(await ask<Record<string, number>>(child, 'query'))) note(at, name, ms)
    say(`run ${run}: polls and queries in ${sizes.join(', ')} items`)
  }
  await Promise.all([...children, origin].map(end))
  return { rows: rowsOf(sizes, found), points: pointsOf(sizes, found) }
}

function rowsOf(sizes: readonly number[], found: readonly Map<string, number[]>[]): Row[] {
  const [few, many] = found.slice(-2)
  return [...(few ?? [])].map(([name, before]) => {
    const after = many?.get(name) ?? []
    return {
      what: `${name}, ${sizes.at(-1)} items in the store`,
      unit: 'ms',
      ours: median(after),
      yardstick: { name: `${sizes.at(-2)} items`, value: median(before) },
      ratio: ratioOf(after, before),
      bar: BAR,
    }
  })
}

function pointsOf(sizes: readonly number[], found: readonly Map<string, number[]>[]): Point[] {
  return sizes.flatMap((x, at) =>
    [...(found[at] ?? [])].map(([series, all]) => ({ against: 'items', series, x, ms: median(all) }) as const),
  )
}
