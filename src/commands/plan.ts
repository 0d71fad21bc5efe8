import { Command } from 'commander'
import { loadConfig } from '../config/load-config.ts'
import { runningOf } from '../config/running.ts'
import { TributaryError } from '../errors.ts'
import type { Changes } from '../model/changes.ts'
import { type FeedPlan, type Plan, plan, type Sampled } from '../rehearse/plan.ts'
import type { StoreCounts } from '../store/store.ts'
import { openConfiguredStore } from '../tributary.ts'
import { printable } from './printable.ts'
import { progressOf } from './progress.ts'
import { day, type Terminal } from './terminal.ts'

const MAX_DAYS = 36_500

export function planCommand(terminal: Terminal): Command {
  return new Command('plan')
    .description(
      'say what the configuration would change against what ran last: sources, and articles in and out of feeds',
    )
    .argument('[file]', 'the configuration (TRIBUTARY_CONFIG, else feeds.config.json)')
    .option('-d, --days <days>', 'articles published in the last so many days are looked at', '30')
    .option('--json', 'as JSON')
    .action(async (file: string | undefined, { days, json = false }: { days: string; json?: boolean }) => {
      if (!/^\d{1,5}$/.test(days) || Number(days) < 1 || Number(days) > MAX_DAYS)
        throw new TributaryError('invalid', `--days is a whole number from 1 to ${MAX_DAYS}, not “${days}”`)
      const env = file === undefined ? terminal.env : { ...terminal.env, TRIBUTARY_CONFIG: file }
      const config = loadConfig(env, terminal.cwd)
      const now = Date.now()
      const store = await openConfiguredStore(config, now)
      try {
        const running = await store.running()
        if (running === undefined)
          throw new TributaryError(
            'not_found',
            `Nothing has run on the database in ${config.dataDir} yet, so that all of the configuration is new. “tributary serve” runs it.`,
          )
        const progress = progressOf(terminal, 'Articles looked at', all(await store.counts()))
        const options = { days: Number(days), now, signal: terminal.interrupted, onProgress: progress.to }
        const planned = await plan(store, running, runningOf(config), options).finally(() => progress.stop())
        if (terminal.interrupted.aborted) terminal.exitWith(130)
        else if (json) terminal.out.write(`${JSON.stringify(planned)}\n`)
        else for (const line of linesOf(planned, Number(days))) terminal.out.write(`${printable(line, 500)}\n`)
      } finally {
        await store.close()
      }
    })
}

function all({ items, hidden }: StoreCounts): number {
  return items + hidden
}

function linesOf({ sources, topics, filters, takedown, feeds, looked }: Plan, days: number): string[] {
  const lines = [
    ...changeLines('sources', sources),
    ...changeLines('topics', topics),
    ...changeLines('filters', filters),
    ...changeLines('takedown lines', takedown),
    ...feeds.flatMap(feedLines),
  ]
  if (lines.length === 0) return [`Nothing would change, of ${looked} articles of the last ${days} days.`]
  const unknown = sources.added.length > 0 ? ' What the new sources bring is not known before they are polled.' : ''
  return [...lines, `Looked at ${looked} articles of the last ${days} days.${unknown}`]
}

function changeLines(what: string, changes: Changes): string[] {
  return (['added', 'removed', 'changed'] as const).flatMap((how) =>
    changes[how].length === 0 ? [] : [`${what} ${how}: ${changes[how].join(', ')}`],
  )
}

function feedLines(feed: FeedPlan): string[] {
  const { name, change, settings, before, after, in: coming, out: going } = feed
  const changed = settings.length === 0 ? [] : [`feed ${name}: ${settings.join(', ')} changed`]
  if (change === 'kept' && coming.count + going.count === 0) return changed
  const how =
    change === 'kept'
      ? `${before} articles, would have ${after}`
      : `${change}, ${change === 'added' ? after : before} articles`
  return [
    ...changed,
    `feed ${name}: ${how}`,
    ...sampleLines('+', coming),
    ...(change === 'removed' ? [] : sampleLines('-', going)),
  ]
}

function sampleLines(sign: '+' | '-', { count, items }: Sampled): string[] {
  const more = count - items.length
  return [
    ...items.map(({ title, sourceId, publishedAt }) => `  ${sign} ${day(publishedAt)}  ${sourceId}  ${title}`),
    ...(more > 0 ? [`  ${sign} and ${more} more`] : []),
  ]
}
