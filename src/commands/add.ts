import { Command } from 'commander'
import type { Config } from '../config/config.ts'
import { addSources, newSourceId } from '../config/edit-config.ts'
import { loadConfig } from '../config/load-config.ts'
import { TributaryError } from '../errors.ts'
import { optional } from '../model/optional.ts'
import { printable } from './printable.ts'
import type { Terminal } from './terminal.ts'

/** A sentence with a few URLs. */
const MAX_WHY = 2_000

interface AddOptions {
  readonly id?: string
  readonly title?: string
  readonly lang?: string
  readonly check: boolean
}

export function addCommand(terminal: Terminal): Command {
  return new Command('add')
    .description('add a source to the configuration file')
    .argument('<url>', 'where the feed is')
    .option('--id <id>', 'its id (made from the host otherwise)')
    .option('--title <title>', 'its title (what the feed says otherwise)')
    .option('--lang <lang>', 'its language, e.g. fr (what the feed says otherwise)')
    .option('--no-check', 'do not fetch it first')
    .action(async (url: string, options: AddOptions) => {
      const config = loadConfig(terminal.env, terminal.cwd)
      if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
        throw new TributaryError('invalid', `“${url}” is no http or https URL`)
      const { href } = new URL(url)
      refuseKnown(config, href)
      const found = options.check ? await look(config, href) : { url: href }
      const id = options.id ?? newSourceId(found.url, new Set(config.sources.map((source) => source.id)))
      const title = options.title ?? found.title ?? new URL(found.url).hostname
      addSources(config.file, [
        { id, url: found.url, title: title.slice(0, 200), ...optional('lang', options.lang ?? found.lang) },
      ])
      const entries =
        found.entries === undefined ? '' : `, ${found.entries} ${found.entries === 1 ? 'entry' : 'entries'}`
      terminal.out.write(
        `Added “${id}” (${printable(title)}${entries}) to ${config.file}. A running service reads it at its next start.\n`,
      )
    })
}

interface Found {
  readonly url: string
  readonly title?: string
  readonly lang?: string
  readonly entries?: number
}

/** Looks at the feed; a page that offers just one, comments' aside, stands for that. Throws where there is nothing to add. */
async function look(config: Config, url: string, mayBePage = true): Promise<Found> {
  const { examine } = await import('../examine.ts')
  const { outcome, document, page, problem } = await examine(config, { url, headers: {} })
  if (document !== undefined) {
    const { title, lang, candidates } = document
    return { url, entries: candidates.length, ...optional('title', title), ...optional('lang', lang) }
  }
  const feeds = page?.feeds ?? []
  const ofArticles = feeds.filter(({ comments }) => !comments)
  const [offered, ...more] = ofArticles.length > 0 ? ofArticles : feeds
  if (mayBePage && offered !== undefined && more.length === 0) {
    refuseKnown(config, offered.url)
    return look(config, offered.url, false)
  }
  const why = problem ?? (outcome.kind === 'modified' || outcome.kind === 'notModified' ? 'no feed' : outcome.message)
  throw new TributaryError('unavailable', `${url}: ${printable(why, MAX_WHY)}`)
}

function refuseKnown(config: Config, url: string): void {
  const present = config.sources.find((source) => source.url === url)
  if (present !== undefined) throw new TributaryError('conflict', `The source “${present.id}” has this URL already`)
}
