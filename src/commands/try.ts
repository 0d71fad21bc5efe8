import { Command } from 'commander'
import { CONFIG_QUERY_LIMITS } from '../config/config-file.ts'
import { loadConfig } from '../config/load-config.ts'
import type { Query } from '../model/query.ts'
import { snippetOf } from '../query/snippet.ts'
import { type Rehearsal, readTrial, rehearse, type Sampled } from '../rehearse/rehearse.ts'
import { openConfiguredStore } from '../tributary.ts'
import { printable } from './printable.ts'
import { day, type Terminal } from './terminal.ts'

interface Options {
  readonly feed?: string
  readonly topic?: string
  readonly exclude?: true
  readonly days: string
  readonly json?: true
}

export function tryCommand(terminal: Terminal): Command {
  return new Command('try')
    .description('say what a query would find as a rule, or add to a feed or a topic and take from it; changes nothing')
    .argument('<query...>', 'the rule, as in the configuration')
    .option('-f, --feed <name>', 'in the place of the query of this feed')
    .option('-t, --topic <id>', 'in the place of the query of this topic')
    .option('-x, --exclude', 'what it matches is left out of the feed or topic instead; without one, of everything')
    .option('-d, --days <days>', 'articles published in the last so many days', '30')
    .option('--json', 'as JSON')
    .action(async (words: string[], { days, json, ...options }: Options) => {
      const config = loadConfig(terminal.env, terminal.cwd)
      const now = Date.now()
      const written = { query: words.join(' '), days: Number(days), ...options }
      const trial = readTrial(written, config, now, CONFIG_QUERY_LIMITS)
      const store = await openConfiguredStore(config, now)
      try {
        const rehearsal = await rehearse(trial, store)
        const lines =
          json === true ? [JSON.stringify(rehearsal)] : linesOf(rehearsal, trial.old !== undefined, trial.asked)
        for (const line of lines) terminal.out.write(json === true ? `${line}\n` : `${printable(line, 500)}\n`)
      } finally {
        await store.close()
      }
    })
}

function linesOf(rehearsal: Rehearsal, replaces: boolean, asked: Query): string[] {
  const { before, after, kept, added, removed, more, lookedBackTo, since } = rehearsal
  const least = more ? 'at least ' : ''
  return [
    replaces
      ? `${least}${before} articles now, ${after} then: ${added.count} added, ${removed.count} removed, ${kept} kept`
      : `${least}${added.count} articles`,
    lookedBackTo === undefined
      ? `of those published since ${day(since)}`
      : `of those published since ${day(lookedBackTo)}: the rule is too dear to be put to more`,
    ...sampleLines('+', added, asked),
    ...sampleLines('-', removed, asked),
  ]
}

function sampleLines(sign: '+' | '-', { count, items }: Sampled, asked: Query): string[] {
  const more = count - items.length
  return [
    ...items.flatMap(({ title, summary, sourceId, publishedAt }) => [
      `${sign} ${day(publishedAt)}  ${sourceId}  ${title}`,
      ...found(asked, summary),
    ]),
    ...(more > 0 ? [`${sign} and ${more} more`] : []),
  ]
}

/** Where the rule matches in a text, if it does there. */
function found(asked: Query, summary: string): string[] {
  const { text, marks } = snippetOf(asked, summary)
  return marks.length === 0 ? [] : [`    ${text}`]
}
