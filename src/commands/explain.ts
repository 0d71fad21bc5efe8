import { Command } from 'commander'
import { loadConfig } from '../config/load-config.ts'
import { TributaryError } from '../errors.ts'
import { type Explanation, explanationJson } from '../explain/explain.ts'
import { explainItem } from '../explain/explain-item.ts'
import { SENTENCES } from '../explain/sentences.ts'
import { findItemId, openConfiguredStore } from '../tributary.ts'
import { printable } from './printable.ts'
import { day, type Terminal } from './terminal.ts'

export function explainCommand(terminal: Terminal): Command {
  return new Command('explain')
    .description('say why an article is where it is: its sources, topics and feeds')
    .argument('<id or URL>', 'the article, by its id or a URL of it')
    .option('--json', 'as the API gives it')
    .action(async (named: string, { json = false }: { json?: boolean }) => {
      const config = loadConfig(terminal.env, terminal.cwd)
      const now = Date.now()
      const store = await openConfiguredStore(config, now)
      try {
        const id = await findItemId(store, named, config)
        const { topics, filters, feeds } = config
        const explanation = await explainItem(id, { store, topics, filters, feeds, now })
        if (explanation === undefined)
          throw new TributaryError('not_found', `There is no article “${printable(named, 200)}”.`)
        if (json) terminal.out.write(`${JSON.stringify(explanationJson(explanation))}\n`)
        else for (const line of linesOf(explanation)) terminal.out.write(`${printable(line, 1_000)}\n`)
      } finally {
        await store.close()
      }
    })
}

function linesOf({ id, title, hidden, sightings, urls, edits, story, topics, filters, feeds }: Explanation): string[] {
  return [
    `${id}: ${title}`,
    ...(hidden ? ['hidden: every source that carries it has a filter that hides it'] : []),
    ...sightings.map(
      ({ sourceId, guidKey, firstSeenAt, lastSeenAt, leads }) =>
        `source ${sourceId} has it as ${guidKey}, from ${day(firstSeenAt)} to ${day(lastSeenAt)}${leads ? '; its text is shown' : ''}`,
    ),
    ...urls.map((url) => `URL ${url} leads to it`),
    ...edits.map((at) => `edited by its publisher, as we saw on ${day(at)}`),
    `story ${story.id}: it ${SENTENCES.en.story(story)}`,
    ...story.others.map((other) => `  also ${other.id}  ${other.sourceId}  ${other.title}`),
    ...topics.map((topic) => `topic ${topic.id} ${SENTENCES.en.topic(topic)}`),
    ...filters.map((filter) => `filter ${filter.filter} ${SENTENCES.en.filter(filter)}`),
    ...feeds.map((feed) => `feed ${feed.name} ${SENTENCES.en.feed(feed)}`),
  ]
}
