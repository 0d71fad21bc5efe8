import { Command } from 'commander'
import { loadConfig } from '../config/load-config.ts'
import { TributaryError } from '../errors.ts'
import { optional } from '../model/optional.ts'
import { parseQuery } from '../query/parse-query.ts'
import { resolve } from '../query/resolve.ts'
import { openConfiguredStore } from '../tributary.ts'
import type { Terminal } from './terminal.ts'

export function itemsCommand(terminal: Terminal): Command {
  return new Command('items')
    .description('list the newest articles, or those that a query finds')
    .argument('[query...]', 'a query, as in the search box')
    .option('-n, --limit <count>', 'how many', '20')
    .option('--hidden', 'those that filters hide, and no others')
    .option('--json', 'one JSON object a line')
    .action(
      async (words: string[], { limit, json = false, hidden }: { limit: string; json?: boolean; hidden?: true }) => {
        const count = Number(limit)
        if (!/^\d+$/.test(limit) || count < 1 || count > 10_000)
          throw new TributaryError('invalid', `--limit is a whole number from 1 to 10000, not “${limit}”`)
        const where = resolve(parseQuery(words.join(' '), 'query'), Date.now())
        const config = loadConfig(terminal.env, terminal.cwd)
        const store = await openConfiguredStore(config, Date.now())
        try {
          const { items } = await store.items({ where, limit: count, ...optional('hidden', hidden) })
          for (const item of items) {
            const date = new Date(item.publishedAt).toISOString()
            if (json) terminal.out.write(`${JSON.stringify({ ...item, publishedAt: date })}\n`)
            else terminal.out.write(`${date.slice(0, 16).replace('T', ' ')}  ${item.sourceId}  ${item.title}\n`)
          }
          if (items.length === 0) terminal.err.write('No article matches.\n')
        } finally {
          await store.close()
        }
      },
    )
}
