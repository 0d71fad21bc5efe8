import { Command } from 'commander'
import { loadConfig } from '../config/load-config.ts'
import { TributaryError } from '../errors.ts'
import type { Explanation } from '../explain/explain.ts'
import { explainItem } from '../explain/explain-item.ts'
import { feedSentence, topicSentence } from '../explain/sentences.ts'
import { findItemId, openConfiguredStore, textOfItem } from '../tributary.ts'
import { printable } from './printable.ts'
import { day, type Terminal } from './terminal.ts'

export function explainCommand(terminal: Terminal): Command {
  return new Command('explain')
    .description('say why an article is where it is: its sources, topics and feeds')
    .argument('<id or URL>', 'the article, by its id or a URL of it')
    .action(async (named: string) => {
      const config = loadConfig(terminal.env, terminal.cwd)
      const now = Date.now()
      const store = await openConfiguredStore(config, now)
      try {
        const id = await findItemId(store, named)
        const { topics, feeds } = config
        const explanation = await explainItem(id, { store, topics, feeds, textOf: textOfItem, now })
        if (explanation === undefined)
          throw new TributaryError('not_found', `There is no article “${printable(named, 200)}”.`)
        for (const line of linesOf(explanation)) terminal.out.write(`${printable(line, 1_000)}\n`)
      } finally {
        await store.close()
      }
    })
}

function linesOf({ id, title, sightings, urls, topics, feeds }: Explanation): string[] {
  return [
    `${id}: ${title}`,
    ...sightings.map(
      ({ sourceId, guidKey, firstSeenAt, lastSeenAt, leads }) =>
        `source ${sourceId} has it as ${guidKey}, from ${day(firstSeenAt)} to ${day(lastSeenAt)}${leads ? '; its text is shown' : ''}`,
    ),
    ...urls.map((url) => `URL ${url} leads to it`),
    ...topics.map((topic) => `topic ${topic.id} ${topicSentence(topic)}`),
    ...feeds.map((feed) => `feed ${feed.name} ${feedSentence(feed)}`),
  ]
}
