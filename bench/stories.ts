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
/** A row of its table. */
const ROW = /^\| (\d+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| (\d+) \| (\d+) \|$/gm

say('placing articles')
const told = ['--items', String(flags.number('items')), '--batches', String(Math.max(flags.runs, 5))]
const args = ['--expose-gc', '--max-old-space-size=6000', SCRIPT, ...told]
const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
keep(child)
const [written, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
if (code !== 0) process.exit(1)
const found = [...written.matchAll(ROW)].map((row) => row.slice(1).map(Number))
const rows: Row[] = found.flatMap(([items = 0, features = 0, placing = 0, all = 0, bytes = 0, kept = 0]) => [
  { what: `${items} items in the window: in all`, unit: 'ms an item', ours: all },
  { what: `${items} items in the window: what it is compared by`, unit: 'ms an item', ours: features },
  { what: `${items} items in the window: its place`, unit: 'ms an item', ours: placing },
  { what: `${items} items in the window: memory`, unit: 'bytes an item', ours: bytes },
  { what: `${items} items in the window: kept`, unit: 'bytes an item', ours: kept },
])
const points: Point[] = found.map(([x = 0, , , ms = 0]) => ({ against: 'items', series: 'story of an item', x, ms }))
report('stories', flags, rows, points)
