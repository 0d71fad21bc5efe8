/**
 * Checks what we publish of recorded feeds: `npm run documents -- <folder> [--write <other folder>]`. Every file of the folder
 * (or of its `documents/`) is served by a loopback origin, polled by the real service, and published as a feed of its own and in the
 * merged one, in each format. `--write` keeps the documents, for other people's validators. Ends with 1 where one has a problem.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Format } from '../../src/publish/published.ts'
import { startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'
import { documentProblems } from './checks/check.ts'

const FORMATS: readonly Format[] = ['rss', 'atom', 'json']
/** Later than anything recorded. */
const NOW = '2026-01-01T00:00:00Z'
const SHOWN = 40

const { values, positionals } = parseArgs({ allowPositionals: true, options: { write: { type: 'string' } } })
const [folder] = positionals
if (folder === undefined) {
  process.stderr.write('npm run documents -- <folder of feeds> [--write <folder>]\n')
  process.exit(2)
}
if (values.write !== undefined) mkdirSync(values.write, { recursive: true })

const files = filesIn(folder)
await using origin = await startOrigin()
for (const [id, path] of files) origin.serve(`/${id}`, { body: readFileSync(path) })
await using service = await startService(
  {
    sources: [...files.keys()].map((id) => ({ id, url: `${origin.url}/${id}`, title: `Recorded ${id}` })),
    feeds: [{ name: 'all', title: 'All' }],
    // They all lie on one host, which would hold them back.
    poll: { cron: '0 0 1 1 *', exemptDomains: ['127.0.0.1'] },
  },
  NOW,
)
// New sources are spread over time.
while (/"health":"waiting"/.test(await (await service.get('/api/sources')).text())) {
  service.clock.advance(60_000)
  await service.poll()
}
const tally = { documents: 0, entries: 0, problems: 0 }
for (const address of ['all.FORMAT?limit=200', ...[...files.keys()].map((id) => `all.FORMAT?limit=200&source=${id}`)])
  for (const format of FORMATS) await check(service, format, address.replace('FORMAT', format))
process.stdout.write(
  `${files.size} feeds, ${tally.documents} documents, ${tally.entries} entries, ${tally.problems} problems\n`,
)
process.exitCode = tally.problems === 0 ? 0 : 1

async function check(from: Service, format: Format, address: string): Promise<void> {
  const document = await (await from.get(`/feeds/${address}`)).text()
  const problems = documentProblems(format, document, from.clock.now())
  tally.documents += 1
  tally.entries += document.match(/<(?:item|entry)[ >]|"date_published"/g)?.length ?? 0
  for (const problem of problems.slice(0, Math.max(0, SHOWN - tally.problems)))
    process.stdout.write(`${address}: ${problem}\n`)
  tally.problems += problems.length
  if (values.write !== undefined)
    writeFileSync(join(values.write, `${address.replace(/\W+/g, '-')}.${format}`), document)
}

/** Each file by an id for its source. */
function filesIn(given: string): ReadonlyMap<string, string> {
  const within = join(given, 'documents')
  const where = existsSync(within) ? within : given
  return new Map(readdirSync(where).map((file, i) => [`f${i}`, join(where, file)]))
}
