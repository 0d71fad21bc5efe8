/**
 * Reads recorded feeds and compares with what another implementation read of them: `npm run conformance -- <folder>`.
 * The folder holds `manifest.jsonl` (a line a document, with its `file`) and an `oracle-*.jsonl` (a line a document:
 * file, title, link, n, entries with id, title, link, date).
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { optional } from '../../src/model/optional.ts'
import { normaliseFeed } from '../../src/normalise/normalise.ts'
import { parseFeed } from '../../src/parse/parse.ts'
import { compare, type Difference, type Feed, FIELDS } from './compare.ts'
import { explain } from './explain.ts'

const BAR = 0.995

const [folder, ...flags] = process.argv.slice(2)
if (folder === undefined) {
  process.stderr.write('npm run conformance -- <folder> [--all]\n  --all  list explained differences, too\n')
  process.exit(2)
}
const oracleFile = readdirSync(folder).find((file) => /^oracle-.*\.jsonl$/.test(file))
if (oracleFile === undefined) {
  process.stderr.write(`${folder} has no oracle-*.jsonl to compare with\n`)
  process.exit(2)
}

const tally = new Map(FIELDS.map((field) => [field, { compared: 0, differ: 0, explained: 0 }]))
const differences: Difference[] = []
let documents = 0
const unread: string[] = []
for (const line of readFileSync(join(folder, oracleFile), 'utf8').trim().split('\n')) {
  const oracle: Feed & { readonly file: string } = JSON.parse(line)
  documents += 1
  const ours = await read(oracle.file)
  if (typeof ours === 'string') unread.push(`${oracle.file}: ${ours}`)
  else
    for (const { field, compared, found: bare } of compare(oracle.file, ours, oracle)) {
      const sum = tally.get(field)
      if (sum === undefined) continue
      const document = readFileSync(join(folder, oracle.file), 'utf8')
      const found = bare.map((difference) => ({ ...difference, ...optional('why', explain(difference, document)) }))
      sum.compared += compared
      sum.differ += found.length
      sum.explained += found.filter(({ why }) => why !== undefined).length
      differences.push(...found)
    }
}

async function read(file: string): Promise<Feed | string> {
  try {
    const parsed = await parseFeed(readFileSync(join(folder ?? '', file)))
    // Far ahead, so that no date counts as being in the future.
    const now = Date.UTC(2100, 0, 1)
    const { title, siteUrl, entries } = normaliseFeed(parsed, { documentUrl: 'https://recorded.invalid/feed', now })
    return {
      title: title ?? null,
      link: siteUrl ?? null,
      entries: entries.map(({ article, guid }) => ({
        id: guid ?? null,
        title: article.title,
        link: article.url ?? null,
        date: article.publishedAt === undefined ? null : new Date(article.publishedAt).toISOString(),
      })),
    }
  } catch (problem) {
    return problem instanceof Error ? problem.message : String(problem)
  }
}

for (const difference of differences)
  if (difference.why === undefined || flags.includes('--all'))
    process.stdout.write(
      `${difference.field} ${difference.where}\n  ours   ${difference.ours}\n  oracle ${difference.theirs}\n${
        difference.why === undefined ? '' : `  (${difference.why})\n`
      }`,
    )
for (const line of unread) process.stdout.write(`not read: ${line}\n`)
process.stdout.write(`\n${documents} documents, ${unread.length} not read\n`)
let below = unread.length > 0
for (const [field, { compared, differ, explained }] of tally) {
  const share = compared === 0 ? 1 : (compared - differ + explained) / compared
  below ||= share < BAR
  process.stdout.write(
    `${field.padEnd(6)} ${compared} compared, ${differ} differ (${explained} explained): ${(100 * (1 - differ / Math.max(1, compared))).toFixed(2)} % the same, ${(100 * share).toFixed(2)} % the same or explained\n`,
  )
}
const reasons = Map.groupBy(differences, ({ field, why }) => `${field}: ${why ?? 'NOT EXPLAINED'}`)
for (const [reason, found] of reasons) process.stdout.write(`  ${found.length} x ${reason}\n`)
process.exitCode = below ? 1 : 0
