import { SingleBar } from 'cli-progress'
import { Command } from 'commander'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load-config.ts'
import { TributaryError } from '../errors.ts'
import { createLog } from '../log.ts'
import type { PollReport } from '../model/poll.ts'
import { openWorks, type Works } from '../tributary.ts'
import { printable } from './printable.ts'
import { type Progress, progressOf } from './progress.ts'
import { type Terminal, table } from './terminal.ts'

export function pollCommand(terminal: Terminal): Command {
  return new Command('poll')
    .description('poll once what is due, or the sources named, whether due or not')
    .argument('[source...]', 'ids of sources')
    .option('-f, --force', 'poll every enabled source, whether due or not')
    .action(async (ids: string[], { force = false }: { force?: boolean }) => {
      const config = loadConfig(terminal.env, terminal.cwd)
      const { reports, due } = await poll(config, wanted(config, ids, force), terminal)
      const left = due.filter((id) => !reports.some(({ sourceId }) => sourceId === id))
      if (reports.length > 0 || left.length === 0) terminal.out.write(`${summary(reports)}\n`)
      if (left.length > 0 && !terminal.interrupted.aborted)
        terminal.err.write(
          `Not polled now: ${left.join(', ')}\n  Their domain has had its requests for the moment or asked for patience (docs/polling.md), or another process has them (or had, and died: they are free again in a minute or two).\n`,
        )
      if (terminal.interrupted.aborted) terminal.exitWith(130)
      else if (reports.length + left.length > 0 && reports.every(({ result }) => result === 'failed'))
        terminal.exitWith(1)
    })
}

/** The sources to poll whether due or not; `undefined`: what is due. */
function wanted(config: Config, ids: readonly string[], force: boolean): readonly string[] | undefined {
  const enabled = config.sources.filter((source) => source.enabled).map(({ id }) => id)
  const unknown = ids.filter((id) => !enabled.includes(id))
  if (unknown.length > 0)
    throw new TributaryError(
      'invalid',
      `No enabled source has the id ${unknown.join(', ')}. “tributary sources” lists them.`,
    )
  if (ids.length > 0) return ids
  return force ? enabled : undefined
}

interface Round {
  readonly reports: readonly PollReport[]
  /** The sources that were due at the start. */
  readonly due: readonly string[]
}

async function poll(config: Config, ids: readonly string[] | undefined, terminal: Terminal): Promise<Round> {
  const reports: PollReport[] = []
  const log = createLog(config, terminal.err)
  const bar = terminal.err.isTTY
    ? new SingleBar({ stream: terminal.err, format: '{bar} {value}/{total} {source}', hideCursor: true })
    : undefined
  const works = await openWorks(config, {
    log,
    onReport: (report) => {
      reports.push(report)
      if (bar === undefined) terminal.err.write(`${report.sourceId}: ${printable(report.message ?? report.result)}\n`)
      else bar.increment({ source: report.sourceId })
    },
  })
  const giveUp = () => void works.close()
  terminal.interrupted.addEventListener('abort', giveUp, { once: true })
  try {
    await rejudge(works, terminal)
    const now = Date.now()
    if (ids !== undefined) await works.store.makeDue(ids, now)
    const due = (await works.store.sources())
      .filter(({ id, enabled, nextCheckAt }) => enabled && nextCheckAt <= now && (ids?.includes(id) ?? true))
      .map(({ id }) => id)
    bar?.start(due.length, 0, { source: '' })
    await works.poll(ids)
    await works.group()
    return { reports, due }
  } finally {
    bar?.stop()
    terminal.interrupted.removeEventListener('abort', giveUp)
    await works.close()
  }
}

/** Changed topics and filters, on what is there: only a service does that beside its work. */
async function rejudge(works: Works, terminal: Terminal): Promise<void> {
  let progress: Progress | undefined
  const { items, hidden } = await works.store.counts()
  try {
    const onProgress = ({ looked }: { looked: number }) => {
      progress ??= progressOf(terminal, 'Topics and filters applied', items + hidden)
      progress.to(looked)
    }
    await works.rejudge({ signal: terminal.interrupted, onProgress })
  } finally {
    progress?.stop()
  }
}

function summary(reports: readonly PollReport[]): string {
  if (reports.length === 0)
    return 'Nothing was polled. What is not due waits; “tributary poll --force” polls it all the same.'
  const rows = reports.map((report) => [
    report.sourceId,
    report.status?.toString() ?? '-',
    report.result,
    report.entries.toString(),
    report.added.toString(),
    report.updated.toString(),
    report.merged.toString(),
    report.durationMs.toString(),
    printable(report.message ?? ''),
  ])
  rows.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
  const failed = reports.filter(({ result }) => result === 'failed').length
  const added = reports.reduce((sum, report) => sum + report.added, 0)
  return `${table([['source', '#status', 'result', '#entries', '#new', '#edited', '#merged', '#ms', 'message'], ...rows])}

${reports.length} polled, ${failed} failed, ${added} new articles`
}
