import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { TributaryError } from '../errors.ts'
import type { FeedDefinition, Topic } from '../model/feed.ts'
import { optional } from '../model/optional.ts'
import type { Query } from '../model/query.ts'
import type { Filter } from '../model/rules.ts'
import type { Source } from '../model/source.ts'
import { allOf, anyOf } from '../query/compose.ts'
import { parseQuery } from '../query/parse-query.ts'
import type { Config } from './config.ts'
import { CONFIG_QUERY_LIMITS, type ConfigFile, feedSetting } from './config-file.ts'
import { durationMs } from './duration.ts'
import { type Environment, readEnvironment } from './environment.ts'
import { feedKeysOf, isPrivate } from './feed-keys.ts'
import { readConfigText } from './read-config-text.ts'
import { takedownOf } from './takedown-list.ts'

/**
 * The configuration from its file and the environment. Throws one `invalid` error that carries every problem at once,
 * each with its path, what was expected and what came.
 */
export function loadConfig(env: Environment, cwd: string): Config {
  const problems: string[] = []
  const fromEnvironment = readEnvironment(env, cwd, problems)
  const { file } = fromEnvironment
  const written = readConfigText(readText(file), problems)
  const feedKeys = feedKeysOf(written?.feeds ?? [], env, problems)
  if (written === undefined || problems.length > 0) throw invalid(file, problems)
  const { defaults, poll } = written
  return {
    ...fromEnvironment,
    title: written.title,
    timezone: written.timezone,
    ...optional('contact', written.contact ?? fromEnvironment.baseUrl),
    poll: {
      cron: poll.cron,
      concurrency: poll.concurrency,
      timeoutMs: durationMs(defaults.timeout),
      maxBytes: defaults.maxBytes,
      minIntervalMs: durationMs(defaults.minInterval),
      maxIntervalMs: durationMs(defaults.maxInterval),
      domainBudget: poll.domainBudget,
      exemptDomains: poll.exemptDomains,
    },
    trackingParameters: written.identity.trackingParameters,
    sources: written.sources.map((source) => sourceOf(source, defaults, dirname(file))),
    topics: written.topics.map(topicOf),
    filters: [
      ...written.filters.map((filter, i) => filterOf(filter, `filters[${i}]`)),
      ...written.sources.flatMap(({ id, filters }) =>
        filters.map((filter, i) => {
          const { name, ...rest } = filterOf(filter, `filters[${i}]`)
          return { ...rest, name: `${name} of ${id}`, source: id }
        }),
      ),
    ],
    feeds: withMergedFeed(written.feeds, written.title).map((feed) => feedOf(feed, defaults.limit)),
    feedKeys,
    takedown: takedownOf(written.takedown, written.identity.trackingParameters),
  }
}

/** Every problem of a configuration, as the one error that stops the start. */
export function invalid(file: string, problems: readonly string[]): TributaryError {
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`
  const list = problems.map((problem) => `  - ${problem.replaceAll('\n', '\n    ')}`).join('\n')
  return new TributaryError('invalid', `${count} in the configuration (${file}, and the environment)\n${list}`, {
    problems,
  })
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (problem) {
    const code = (problem as NodeJS.ErrnoException).code
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`
    throw new TributaryError('invalid', `${file}: ${why}. TRIBUTARY_CONFIG names the configuration file to use.`, {
      problems: [why],
    })
  }
}

function sourceOf(written: ConfigFile['sources'][number], defaults: ConfigFile['defaults'], folder: string): Source {
  const { interval, lang, url, filters: _filters, ...rest } = written
  const fixed = interval ?? defaults.interval
  return {
    ...rest,
    url: absoluteUrl(url, folder),
    ...optional('lang', (lang ?? defaults.lang)?.toLowerCase()),
    ...(fixed === undefined ? {} : { intervalMs: durationMs(fixed) }),
    headers: { ...defaults.headers, ...written.headers },
  }
}

function absoluteUrl(written: string, folder: string): string {
  if (!/^file:/i.test(written)) return new URL(written).href
  const path = /^file:\/\//i.test(written) ? fileURLToPath(written) : resolve(folder, written.slice('file:'.length))
  return pathToFileURL(path).href
}

function topicOf({ id, title, where }: ConfigFile['topics'][number]): Topic {
  return { id, title, query: queryOf(where), written: [where].flat().join(' OR ') }
}

function filterOf(written: ConfigFile['filters'][number], place: string): Filter {
  const { name = place, include, exclude, minWords, maxAge, tag, boost } = written
  return {
    name,
    ...(include === undefined ? {} : { include: queryOf(include) }),
    ...(exclude === undefined ? {} : { exclude: queryOf(exclude) }),
    ...optional('minWords', minWords),
    ...(maxAge === undefined ? {} : { maxAgeMs: durationMs(maxAge) }),
    outcome:
      tag !== undefined
        ? { kind: 'tag', label: tag }
        : boost !== undefined
          ? { kind: 'boost', factor: boost }
          : { kind: 'hide' },
  }
}

function feedOf(written: ConfigFile['feeds'][number], limit: number): FeedDefinition {
  const lang = written.lang?.toLowerCase()
  const narrowing = [
    anyOf((written.sources ?? []).map((id) => ({ kind: 'source', id }) as const)),
    anyOf((written.topics ?? []).map((id) => ({ kind: 'topic', id }) as const)),
    lang === undefined ? undefined : ({ kind: 'lang', tag: lang } as const),
    written.where === undefined ? undefined : queryOf(written.where),
  ]
  return {
    name: written.name,
    title: written.title,
    description: written.description,
    ...optional('lang', written.lang),
    where: allOf(narrowing.filter((query) => query !== undefined)),
    ...(written.pin === undefined ? {} : { pin: queryOf(written.pin) }),
    limit: written.limit ?? limit,
    ...(written.stories === 'all' ? {} : { stories: written.stories }),
    ...(written.order === 'published' ? {} : { order: written.order }),
    ...(written.content === 'full' ? {} : { content: written.content }),
    ...optional('maxPerSource', written.maxPerSource),
    ...optional('quotas', written.quotas),
    ...(written.noindex ? { noindex: true } : {}),
    ...optional('attribution', written.attribution),
    ...(isPrivate(written) ? { private: true } : {}),
  }
}

/** `/feed.xml` and its kin are the feed `all`; who does not define it gets everything. */
function withMergedFeed(feeds: ConfigFile['feeds'], title: string): ConfigFile['feeds'] {
  return feeds.some((feed) => feed.name === 'all') ? feeds : [feedSetting.parse({ name: 'all', title }), ...feeds]
}

function queryOf(written: string | readonly string[]): Query {
  const queries = [written].flat().map((one) => parseQuery(one, 'query', CONFIG_QUERY_LIMITS))
  return anyOf(queries) ?? { kind: 'all' }
}
