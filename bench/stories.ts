/** What finding the stories of articles costs, as bench/stories-cost.ts tells it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { readFlags } from './flags.ts'
import { keep } from './processes.ts'
import { say } from './progress.ts'
import { type Point, type Row, report } from './results.ts'

const flags = readFlags({
  usage: 'node bench/stories.ts',
  about:
    'Places articles into stories while the window is full of others, at two sizes, and tells what each item costs.',
  numbers: { items: { help: 'items in the window', small: 20_000, full: 100_000 } },
})
const SCRIPT = fileURLToPath(new URL('./stories-cost.ts', import.meta.url))
/** How it writes a size and what an item costs there. */
const LINE = /^\s*([\d,]+) items\b.*?([\d.]+) ms an item.*?([\d,]+) bytes an item/gm

say('placing articles')
const args = ['--expose-gc', '--max-old-space-size=6000', SCRIPT, '--items', String(flags.number('items'))]
const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
keep(child)
const [written, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
process.stdout.write(written)
if (code !== 0) process.exit(1)
const found = [...written.matchAll(LINE)].map(([, items, ms, bytes]) => ({
  items: numberIn(items),
  ms: numberIn(ms),
  bytes: numberIn(bytes),
}))
const rows: Row[] = found.flatMap(({ items, ms, bytes }) => [
  { what: `${items} items in the window`, unit: 'ms an item', ours: ms },
  { what: `${items} items in the window: memory`, unit: 'bytes an item', ours: bytes },
])
const points: Point[] = found.map(({ items, ms }) => ({ against: 'items', series: 'story of an item', x: items, ms }))
report('stories', flags, rows, points)

function numberIn(written = ''): number {
  return Number(written.replaceAll(',', ''))
}
