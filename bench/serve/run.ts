/** What answering costs over HTTP: feeds that are cached, feeds after a change, the API's pages, the first answer of all. */
import { readFlags } from '../flags.ts'
import { report } from '../results.ts'
import { cachedRows } from './cached.ts'
import { pageRows } from './pages.ts'

const flags = readFlags({
  usage: 'node bench/serve/run.ts',
  about:
    'The whole service on loopback. The merged feed of 60 items from its cache, as 200 and as 304, by 16 keep-alive\n' +
    'connections of a process of their own; beside it, by turns, Express with the same bytes and headers ready in a\n' +
    'buffer, and Express that only ever answers 304. Then the first request after a change, and whether every feed has\n' +
    'what is new; the time from the start of the command to its first answer, and pages of the API, on a large database.',
  numbers: {
    milliseconds: { help: 'time that each load lasts', small: 500, full: 3_000 },
    renders: { help: 'changes after which documents are made anew', small: 20, full: 60 },
    items: { help: 'items in the large database', small: 10_000, full: 300_000 },
  },
  texts: {
    folder: '<folder>: where the large database is kept for the next time',
    only: '<feeds|pages>: one half of it',
  },
})
const only = flags.text('only')
report('serve', flags, [
  ...(only === 'pages' ? [] : await cachedRows(flags)),
  ...(only === 'feeds' ? [] : await pageRows(flags)),
])
