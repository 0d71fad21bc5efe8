import { validateDetailed } from 'node-cron'
import { z } from 'zod'
import { TributaryError } from '../errors.ts'
import { parseQuery } from '../query/parse-query.ts'
import { DURATION, durationMs } from './duration.ts'
import { KEY, KEY_WORDS } from './key.ts'
import { isTakedown } from './takedown-list.ts'

/** Topics are written once and matched often: they may be longer than what a stranger sends. */
export const CONFIG_QUERY_LIMITS = { length: 4_000, words: 800, prefixes: 400, regexps: 40 }

/** Bounds of the interval that is found out from how a source publishes. */
export const DEFAULT_INTERVALS = { min: '10m', max: '24h' }

const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case letters, digits and hyphens, at most 64')
  .meta({ examples: ['rfi-fr'] })

const lang = z
  .string()
  .regex(/^[a-zA-Z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$/, 'a language tag (BCP 47) such as “fr” or “en-GB”')

const duration = (least: string, most: string) =>
  z
    .string()
    .regex(DURATION, 'a duration such as “90s”, “30m”, “6h” or “1d”')
    .refine((written) => !DURATION.test(written) || between(durationMs(written), least, most), {
      error: `a duration between ${least} and ${most}`,
    })

const sourceUrl = z
  .string()
  .refine(isSourceUrl, { error: 'an http:, https: or file: URL', abort: true })
  // It would be published with each item, and is not sent.
  .refine((written) => !/^https?:/i.test(written) || new URL(written).username === '', {
    error: 'a URL without a user name (put an Authorization header into “headers”)',
  })
  .describe('Where the feed is: http:, https:, or file: with a path relative to this file')

const query = z.string().superRefine((written, context) => {
  try {
    parseQuery(written, 'query', CONFIG_QUERY_LIMITS)
  } catch (problem) {
    if (!(problem instanceof TributaryError)) throw problem
    context.addIssue({ code: 'custom', message: `a query; ${problem.message}` })
  }
})

const queries = z
  .union([query, z.array(query).min(1).max(100)])
  .describe('A query (docs/query-language.md), or several, of which any may match')

const header = z.string().regex(/^[^\r\n\0]{0,2000}$/, 'a header value on one line')
const headers = z
  .record(z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'a header name (RFC 9110, 5.1)'), header)
  .describe('Extra request headers')

const cron = z.string().superRefine((written, context) => {
  const { errors } = validateDetailed(written)
  const [first] = errors
  if (first !== undefined)
    context.addIssue({ code: 'custom', message: `a cron expression (${first.message.replace(/\.$/, '')})` })
})

const poll = z
  .strictObject({
    cron: cron.default('* * * * *').describe('When to look which sources are due (node-cron)'),
    concurrency: z.int().min(1).max(512).default(128).describe('Sources polled at a time; never two of one host'),
    domainBudget: z
      .int()
      .min(1)
      .max(100_000)
      .default(600)
      .describe('Requests an hour to one registrable domain, whatever number of sources it has'),
    exemptDomains: z
      .array(z.string().regex(/^[a-z0-9.:[\]-]{1,255}$/, 'a domain such as “example.org”, in lower case'))
      .max(1_000)
      .default([])
      .describe('Registrable domains (or hosts without one) without a budget, and that no answer of theirs holds'),
  })
  .prefault({})

const defaults = z
  .strictObject({
    interval: duration('1m', '7d')
      .optional()
      .describe('Time between two polls of a source; found out from how it publishes where this is absent'),
    minInterval: duration('1m', '7d')
      .default(DEFAULT_INTERVALS.min)
      .describe('The shortest interval that is found out'),
    maxInterval: duration('1m', '7d').default(DEFAULT_INTERVALS.max).describe('The longest interval that is found out'),
    timeout: duration('1s', '5m').default('20s').describe('Time that one poll may take'),
    maxBytes: z.int().min(1_000).max(100_000_000).default(10_000_000).describe('Size of a document, decompressed'),
    limit: z.int().min(1).max(500).default(60).describe('Items in a published feed'),
    lang: lang.optional().describe('What items are in when neither they nor their feed say'),
    headers: headers.default({}),
  })
  .prefault({})

/** An empty query matches everything: no filter means that. */
const askingQueries = queries.refine((written) => [written].flat().every((one) => one.trim() !== ''), {
  error: 'a query that asks for something',
})

const filter = z
  .strictObject({
    name: z.string().min(1).max(60).optional().describe('What it is called where it says why'),
    include: askingQueries.optional().describe('What does not match this fails'),
    exclude: askingQueries.optional().describe('What matches this fails'),
    minWords: z.int().min(1).max(100_000).optional().describe('What has fewer words of text fails'),
    maxAge: duration('1h', '36500d').optional().describe('What was published longer before it came to us fails'),
    tag: z.string().min(1).max(60).optional().describe('What passes gets this tag, and nothing is hidden'),
    boost: z
      .number()
      .min(0.1)
      .max(10)
      .optional()
      .describe('The relevance of what passes is multiplied by this, and nothing is hidden'),
  })
  .refine(({ include, exclude, minWords, maxAge }) => (include ?? exclude ?? minWords ?? maxAge) !== undefined, {
    error: 'a filter with at least one of include, exclude, minWords and maxAge',
  })
  .refine(({ tag, boost }) => tag === undefined || boost === undefined, {
    error: 'a filter with one outcome, “tag” or “boost” (two filters may ask the same)',
  })
const filters = z
  .array(filter)
  .max(1_000)
  .default([])
  .describe('What fails one of these is kept and not published; docs/filters.md')

const source = z.strictObject({
  id: slug,
  url: sourceUrl,
  title: z.string().min(1).max(200),
  lang: lang.optional(),
  tags: z.array(z.string().min(1).max(60)).max(20).default([]),
  interval: duration('1m', '7d').optional().describe('Time between two polls, whatever the source asks for'),
  priority: z.int().min(0).max(100).default(50).describe('Of two sources with one article the higher one is shown'),
  enabled: z.boolean().default(true),
  archive: z.boolean().default(false).describe('Its items are kept for good'),
  headers: headers.default({}),
  filters,
})

const topic = z.strictObject({ id: slug, title: z.string().min(1).max(200), where: queries })

/** `{source}` and `{url}` are the only ones that mean something. */
const attribution = z
  .string()
  .min(1)
  .max(500)
  .refine((line) => !/[{}]/.test(line.replaceAll(/\{(source|url)\}/g, '')), {
    error: 'a line of text in which “{source}” and “{url}” may stand',
  })

const secret = z.union([
  z.string().regex(KEY, KEY_WORDS),
  z.strictObject({
    env: z
      .string()
      .regex(/^[A-Za-z_]\w{0,99}$/, 'the name of an environment variable')
      .describe('The environment variable that holds the key'),
  }),
])

const places = z.int().min(1).max(500)

/** One feed, with what it is where it does not say so. */
export const feedSetting = z.strictObject({
  name: slug,
  title: z.string().min(1).max(200),
  description: z.string().max(1_000).default(''),
  lang: lang.optional().describe('Only items in this language'),
  sources: z.array(z.string()).min(1).optional().describe('Only items of one of these sources'),
  topics: z.array(z.string()).min(1).optional().describe('Only items of one of these topics'),
  where: queries.optional().describe('Only items that this query finds'),
  pin: queries.optional().describe('Items that stay in the document however old they are, beyond its limit'),
  limit: z.int().min(1).max(500).optional(),
  stories: z
    .enum(['all', 'grouped', 'first'])
    .default('all')
    .describe(
      'An entry for each article; one for each story, with the others under it; the first article of each story',
    ),
  order: z
    .enum(['published', 'received', 'hot'])
    .default('published')
    .describe(
      'Its items by their dates; in the order in which they came to us; or a story each, those first that many sources carry now',
    ),
  content: z
    .enum(['full', 'excerpt', 'title'])
    .default('full')
    .describe('How much it shows of an article: all, a summary with a link to read on, or the title'),
  maxPerSource: places.optional().describe('Items of one source in the document; the page and the API have the others'),
  quotas: z.record(z.string(), places).optional().describe('The same for some sources, in place of maxPerSource'),
  noindex: z.boolean().default(false).describe('Asks search engines to leave its documents and pages alone'),
  attribution: attribution
    .optional()
    .describe('A line at the end of each article; “{source}” is the title of its source, “{url}” a link to it'),
  key: secret
    .optional()
    .describe(
      'Only who has it reads the feed, as “?key=…” or as the password of HTTP Basic; {"env": "NAME"}: a variable',
    ),
  keys: z.array(secret).min(1).max(100).optional().describe('Several keys, any of which opens the feed'),
})

const identity = z
  .strictObject({
    trackingParameters: z
      .array(z.string().regex(/^[\w.~-]{1,60}\*?$/, 'the name of a query parameter, or its beginning and “*”'))
      .max(1_000)
      .default([])
      .describe(
        'Query parameters that say nothing about which article it is, beside the usual ones; “x_*”: all that begin so',
      ),
  })
  .prefault({})

/** `feeds.config.json`: validated by this, described to editors by the JSON Schema made from it. */
export const configFile = z
  .strictObject({
    $schema: z.string().optional(),
    title: z.string().min(1).max(200).default('Tributary'),
    contact: z
      .string()
      .regex(/^(https?:\/\/|mailto:)[\x21-\x27\x2a-\x7e]{3,200}$/, 'an http:, https: or mailto: URL')
      .optional()
      .describe('Where those whom we poll can complain: part of the User-Agent (BASE_URL otherwise)'),
    timezone: z
      .string()
      .refine(isZone, { error: 'a time zone such as “Europe/Paris”' })
      .default('UTC')
      .describe('When a day begins, for the daily and weekly entries (IANA)'),
    poll,
    identity,
    defaults,
    sources: z.array(source).max(100_000),
    topics: z.array(topic).max(1_000).default([]),
    filters,
    feeds: z.array(feedSetting).max(1_000).default([]),
    takedown: z
      .array(z.string().refine(isTakedown, { error: 'the URL of an article, or a domain such as “example.org”' }))
      .max(100_000)
      .default([])
      .describe('Articles (by a URL of theirs) and domains, with their subdomains, that are never published again'),
  })
  .meta({ title: 'Tributary: feeds.config.json' })

export type ConfigFile = z.infer<typeof configFile>

/** The JSON Schema (draft 2020-12) of the configuration file, for editors. */
export function configSchema(): object {
  return z.toJSONSchema(configFile, { io: 'input' })
}

function isSourceUrl(written: string): boolean {
  if (/^file:./i.test(written)) return true
  return /^https?:\/\/[^/]/i.test(written) && URL.canParse(written)
}

function isZone(written: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: written }).resolvedOptions().timeZone !== ''
  } catch (problem) {
    if (problem instanceof RangeError) return false
    throw problem
  }
}

function between(ms: number, least: string, most: string): boolean {
  return ms >= durationMs(least) && ms <= durationMs(most)
}
