/** What many sources and many items cost. */
import { readFlags } from '../flags.ts'
import { report } from '../results.ts'
import { itemCosts } from './items.ts'
import { liveRows } from './live.ts'
import { sourceCosts } from './sources.ts'

const flags = readFlags({
  usage: 'node bench/scale/run.ts',
  about:
    'live: an hour of many sources, compressed, 2 % of the polls with something new, while 50 clients read ten times a\n' +
    'second each: how long the event loop is held, the slowest request, and the CPU time of the same polls beside the\n' +
    'limit of bench/poll. items: a poll and queries where the store has few items, and ten times as many. sources: a\n' +
    'simulation with the real scheduler and store: polls an hour, memory, and what breaks first.',
  numbers: {
    live: { help: 'sources of the hour', small: 200, full: 10_000 },
    seconds: { help: 'seconds that a part of the hour takes, of as many parts as there are runs', small: 2, full: 12 },
    items: { help: 'items in the larger store', small: 20_000, full: 1_000_000 },
    sources: { help: 'sources of the simulation', small: 20_000, full: 1_000_000 },
  },
  texts: {
    only: '<live|items|sources>: one part of it',
    folder: '<folder>: where the stores of “items” are kept for the next time',
  },
})
const only = flags.text('only')
const isWanted = (part: string) => only === undefined || only === part
const live = isWanted('live') ? await liveRows(flags) : []
const items = isWanted('items') ? await itemCosts(flags) : { rows: [], points: [] }
const sources = isWanted('sources') ? await sourceCosts(flags) : { rows: [], points: [] }
report('scale', flags, [...live, ...items.rows, ...sources.rows], [...items.points, ...sources.points])
