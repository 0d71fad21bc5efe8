import { Command } from 'commander'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load-config.ts'
import { TributaryError } from '../errors.ts'
import type { Examination, Examined, ExaminedDocument } from '../examine.ts'
import type { Candidate } from '../model/item.ts'
import type { RefreshHints } from '../model/rhythm.ts'
import { printable } from './printable.ts'
import { day, type Terminal } from './terminal.ts'

type SeenHeaders = Examination['answers'][number]['headers']

const FORMATS = { rss: 'RSS', rdf: 'RSS 1.0 (RDF)', atom: 'Atom', json: 'JSON Feed' }
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const HOUR = 3_600_000
/** What a line may have at most: a few URLs. */
const MAX_LINE = 2_000

export function doctorCommand(terminal: Terminal): Command {
  return new Command('doctor')
    .description('look at one feed and say in words what it is like: the answer, the document, how it will be polled')
    .argument('<url>', 'where the feed is, or the id of a source')
    .action(async (named: string) => {
      const config = loadConfig(terminal.env, terminal.cwd)
      const { examine } = await import('../examine.ts')
      const source = sourceNamed(config, named)
      const examination = await examine(config, source)
      terminal.out.write(`${report(source, examination)}\n`)
      if (examination.document === undefined) terminal.exitWith(1)
    })
}

function sourceNamed(config: Config, named: string): Examined {
  const href = URL.canParse(named) ? new URL(named).href : undefined
  const known = config.sources.find(({ id, url }) => id === named || url === href)
  if (known !== undefined) return known
  if (href !== undefined && /^(https?|file):/.test(href)) return { url: href, headers: {} }
  throw new TributaryError('invalid', `“${named}” is neither an http or https URL nor the id of a source`)
}

/** What was found, a sentence a line; what a person should look at has a mark. */
function report(source: Examined, examination: Examination): string {
  const { document, problem } = examination
  const sections = [
    [source.url, ...answerLines(examination)],
    document === undefined ? [] : ['Document', ...documentLines(document), ...entryLines(document.candidates)],
    document === undefined ? [] : ['Polling', ...pollingLines(source, document, examination)],
    problem === undefined ? [] : [`! ${problem}`],
  ]
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => printable(line, MAX_LINE)))
    .map(([head, ...lines]) => [head, ...lines.map((line) => (line.startsWith('!') ? line : `  ${line}`))].join('\n'))
    .join('\n\n')
}

function answerLines({ answers, outcome, tookMs }: Examination): string[] {
  const way = answers.map(({ url, status, headers }) => {
    const to = headers.location === undefined ? '' : ` to ${printable(String(headers.location))}`
    return `${status} from ${printable(url)}${to}`
  })
  if (outcome.kind === 'notModified') return way
  if (outcome.kind !== 'modified') return [...way, `! ${outcome.message}`]
  const { body, contentType = 'no Content-Type', movedTo } = outcome
  const coding = answers.at(-1)?.headers['content-encoding'] ?? 'not compressed'
  return [
    ...way,
    `${(body.length / 1_000).toFixed(1)} kB (${printable(String(coding))}), ${printable(contentType)}, in ${tookMs.toFixed(0)} ms`,
    ...(movedTo === undefined ? [] : [`! it has moved for good: use ${printable(movedTo)}`]),
  ]
}

function documentLines({ feed, title, lang, charsets }: ExaminedDocument): string[] {
  const declared = charsets.length === 0 ? 'none declared' : `declared ${[...new Set(charsets)].join(' and ')}`
  const lies = charsets.length > 0 && !charsets.includes(feed.charset)
  return [
    `${FORMATS[feed.format]}, “${title ?? 'no title'}”, ${lang ?? 'no language'}`,
    `${lies ? '! ' : ''}read as ${feed.charset} (${declared})`,
    ...(feed.repairs.length === 0 ? ['well-formed'] : feed.repairs.map((repair) => `! ${repair}`)),
    ...(feed.hubs.length === 0 ? [] : [`its hub is ${feed.hubs.map(printable).join(', ')} (WebSub)`]),
  ]
}

function entryLines(candidates: readonly Candidate[]): string[] {
  const without = (what: string, lacks: (candidate: Candidate) => boolean) => {
    const count = candidates.filter(lacks).length
    return count === 0 ? [] : [`! ${count} of them without ${what}`]
  }
  const dates = candidates.flatMap(({ article }) => article.publishedAt ?? [])
  const keys = new Set(candidates.map(({ identity }) => identity.guidKey))
  const twice = candidates.length - keys.size
  const langs = Map.groupBy(candidates, ({ article }) => article.lang ?? 'no language')
  return [
    `${candidates.length} entries${dates.length === 0 ? '' : `, from ${day(Math.min(...dates))} to ${day(Math.max(...dates))}`}`,
    ...(langs.size === 0 ? [] : [`in ${[...langs].map(([lang, of]) => `${lang} (${of.length})`).join(', ')}`]),
    ...without('a guid or id of their own', ({ identity }) => !/^(guid|hash):/.test(identity.guidKey)),
    ...without('a date', ({ article }) => article.publishedAt === undefined),
    ...without('a link', ({ article }) => article.url === undefined),
    ...(twice > 0 ? [`! ${twice} of them are listed twice`] : []),
  ]
}

function pollingLines({ intervalMs }: Examined, document: ExaminedDocument, { answers, outcome, again }: Examination) {
  const fresh = outcome.kind === 'modified' ? outcome.freshMs : undefined
  const next = `the next look would be in ${duration(document.nextMs)}`
  return [
    conditionalLine(again),
    ...headerLines(answers.at(-1)?.headers ?? {}),
    ...(fresh === undefined ? [] : [`caches may keep it for ${duration(fresh)}`]),
    ...hintLines(document.feed.hints),
    ...(intervalMs === undefined
      ? [`${rateOf(document)}: ${next}`]
      : [rateOf(document), `the configuration has it polled every ${duration(intervalMs)}: ${next}`]),
  ]
}

/** As they were sent. */
function headerLines(headers: SeenHeaders): string[] {
  return ['ETag', 'Last-Modified', 'Cache-Control'].flatMap((name) => {
    const field = headers[name.toLowerCase()]
    return field === undefined ? [] : [`${name}: ${printable([field].flat().join(', '))}`]
  })
}

function rateOf({ aDay }: ExaminedDocument): string {
  if (aDay === undefined) return 'no dates to tell by how often it publishes'
  const often = aDay >= 1.5 ? `${aDay.toFixed(0)} times a day` : `once in ${duration((24 * HOUR) / aDay)}`
  return `it publishes about ${often}`
}

function conditionalLine(again: Examination['again']): string {
  if (again === undefined) return '! neither ETag nor Last-Modified: every poll gets the whole document'
  if (again.kind === 'notModified') return 'asked again with its validators it answers 304, without the document'
  if (again.kind === 'modified') return '! asked again with its validators it sends the whole document once more'
  return `! asked again at once it answers: ${again.message}`
}

function hintLines({ ttl, updateEvery, skipHours, skipDays }: RefreshHints): string[] {
  return [
    ...(ttl === undefined ? [] : [`its ttl is ${duration(ttl * 60_000)}`]),
    ...(updateEvery === undefined ? [] : [`it says that it is updated every ${duration(updateEvery)}`]),
    ...(skipHours === undefined ? [] : [`it asks not to be polled at ${skipHours.join(', ')} h GMT`]),
    ...(skipDays === undefined ? [] : [`it asks not to be polled on ${skipDays.map((each) => DAYS[each]).join(', ')}`]),
  ]
}

function duration(ms: number): string {
  if (ms < HOUR) return `${Math.round(ms / 60_000)} minutes`
  return ms < 48 * HOUR ? `${(ms / HOUR).toFixed(1)} hours` : `${Math.round(ms / 24 / HOUR)} days`
}
