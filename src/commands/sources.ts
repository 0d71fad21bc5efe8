import { Command } from 'commander'
import { loadConfig } from '../config/load-config.ts'
import { openConfiguredStore } from '../tributary.ts'
import { type Terminal, table } from './terminal.ts'

export function sourcesCommand(terminal: Terminal): Command {
  return new Command('sources').description('list the sources and their health').action(async () => {
    const config = loadConfig(terminal.env, terminal.cwd)
    const store = await openConfiguredStore(config, Date.now())
    try {
      const known = new Map((await store.sources()).map((state) => [state.id, state]))
      const rows = config.sources.map(({ id, url, enabled }) => {
        const state = known.get(id)
        return [
          id,
          enabled ? (state?.health ?? 'waiting') : 'disabled',
          (state?.items ?? 0).toString(),
          moment(state?.succeededAt),
          enabled ? moment(state?.nextCheckAt) : '-',
          [state?.message, held(state?.heldUntil)].filter((note) => note !== undefined).join('; '),
          url,
        ]
      })
      terminal.out.write(
        `${table([['source', 'health', '#articles', 'last success', 'next check', 'message', 'url'], ...rows])}\n`,
      )
    } finally {
      await store.close()
    }
  })
}

function held(until: number | undefined): string | undefined {
  return until === undefined || until <= Date.now() ? undefined : `its domain asked for patience until ${moment(until)}`
}

function moment(instant: number | undefined): string {
  return instant === undefined ? '-' : new Date(instant).toISOString().slice(0, 16).replace('T', ' ')
}
