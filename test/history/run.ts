/**
 * Polls recorded histories of feeds, snapshot after snapshot, through the whole service: `npm run history -- <folder>`.
 * Nothing may be lost or published twice, and no id may change. The folder holds a `.tar.zst` (or a folder) for each feed.
 */
import { startOrigin } from '../support/origin.ts'
import { startService } from '../support/service.ts'
import { type Audit, audit, union } from './audit.ts'
import { historiesIn, type Snapshot } from './snapshots.ts'

/** Longer than the interval that a service of the tests polls in, with its spread. */
const BETWEEN = 2_400_000
const RESTART_EACH = 400

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  process.stderr.write('npm run history -- <folder>\n')
  process.exit(2)
}
let failed = false
for (const { name, read } of historiesIn(folder)) {
  const snapshots = read()
  const { moved, message, ...found } = await replay(name, snapshots)
  print(name, snapshots.length, found, moved, message)
  if (found.lost.length + found.doubled.length + moved.length > 0) failed = true
}
process.exit(failed ? 1 : 0)

async function replay(name: string, snapshots: readonly Snapshot[]) {
  await using origin = await startOrigin()
  const [first] = snapshots
  if (first === undefined) throw new Error(`${name} has no snapshots`)
  let body = first.body
  origin.serve('/feed', () => ({ body }))
  const source = { id: name.replace(/[^a-z0-9-]/g, '-'), url: `${origin.url}/feed`, title: name }
  await using service = await startService({ sources: [source] }, new Date(first.at).toISOString())
  const ids = new Map<string, string>()
  const moved: string[] = []
  for (const [i, snapshot] of snapshots.slice(1).entries()) {
    body = snapshot.body
    service.clock.time = Math.max(service.clock.time + BETWEEN, snapshot.at)
    if (i % RESTART_EACH === RESTART_EACH - 1) await service.restart()
    else await service.poll()
    const { items } = (await (await service.get('/api/items?limit=30')).json()) as {
      items: { id: string; uri: string }[]
    }
    for (const { id, uri } of items) {
      if ((ids.get(id) ?? uri) !== uri) moved.push(`${id}: ${uri}`)
      ids.set(id, uri)
    }
    if (i % 100 === 0) process.stderr.write(`${name}: ${i} of ${snapshots.length}\n`)
  }
  const { sources } = (await (await service.get('/api/sources')).json()) as { sources: { message?: string }[] }
  return { ...audit(service.folder, await union(snapshots)), moved, message: sources[0]?.message }
}

function print(name: string, polls: number, found: Audit, moved: readonly string[], message: string | undefined): void {
  const { guids, items, revisions, lost, doubled, split, merged } = found
  const list = (what: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`  ${what}:`, ...lines.slice(0, 40).map((line) => `    ${line}`)]
  const lines = [
    `${name}: ${polls} snapshots, ${guids} guids, ${items} items, ${revisions} revisions kept; ${lost.length} lost, ${doubled.length} doubled, ${moved.length} ids changed, ${merged.length} items under several guids`,
    ...(message === undefined ? [] : [`  health: ${message}`]),
    ...list(
      'lost',
      lost.map(({ guid, titles }) => `${guid}: ${[...titles].join(' / ')}`),
    ),
    ...list('doubled', doubled),
    ...list('ids changed', moved),
    ...list('one guid, several items', split),
    ...list('under several guids', merged),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
