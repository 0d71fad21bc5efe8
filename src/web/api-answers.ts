import { z } from 'zod'

/**
 * What the API answers, as schemas: handlers are typed by them, the document at `/api/openapi.json` is made of them. A name
 * given by `named` is that of the schema in the document. What is not known is absent.
 */
export const NAMES = z.registry<{ id: string }>()

function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  NAMES.add(schema, { id })
  return schema
}

const list = <Schema extends z.ZodType>(schema: Schema) => z.array(schema).readonly()
const moment = z.string().meta({ format: 'date-time' })
/** Ours. Those of others are what a browser takes for a URL, which is more than RFC 3986 does. */
const address = z.string().meta({ format: 'uri' })
const link = z.string()
const count = z.int().min(0)
const ids = list(z.string())

const fault = z.object({
  code: z.enum(['invalid', 'not_found', 'not_acceptable', 'gone', 'unavailable', 'internal']),
  message: z.string().describe('What was wrong, and what to do; for a person'),
  parameter: z.string().describe('The parameter, or part of the body, at fault').optional(),
})

export const errorAnswer = named('Error', z.object({ error: fault }))

const person = z.object({ name: z.string(), url: link.optional() })

const enclosure = z.object({
  url: link,
  type: z.string().describe('Media type').optional(),
  length: z.number().min(0).describe('Bytes').optional(),
})

const extras = z
  .object({
    comments: z.string().describe('The page with its comments').optional(),
    commentsFeed: z.string().describe('The feed of its comments').optional(),
    commentCount: z.number().min(0).optional(),
    inReplyTo: ids.describe('The ids of what it answers').optional(),
    license: z.string().describe('The URL of its licence').optional(),
    origin: z
      .object({ title: z.string().optional(), url: z.string().optional() })
      .describe('The feed that it was taken from')
      .optional(),
    position: z.object({ latitude: z.number(), longitude: z.number() }).describe('Degrees (WGS 84)').optional(),
    duration: z.number().min(0).describe('Seconds that its audio or video lasts').optional(),
  })
  .describe('What its publisher says besides')

export const bareItem = z.object({
  id: z.string().describe('Short; never changes'),
  uri: z
    .string()
    .describe('The `tag:` URI (RFC 4151) that feeds carry as its id; never changes')
    .meta({ format: 'uri' }),
  url: link.describe('The article at its publisher').optional(),
  page: address.describe('Our page of it'),
  title: z.string(),
  summary: z.string().describe('Plain text, a paragraph or two'),
  lang: z.string().describe('BCP 47').optional(),
  publishedAt: moment.describe('When it was published, or came, where nobody says'),
  updatedAt: moment.optional(),
  firstSeenAt: moment.describe('When it came here'),
  source: z
    .object({ id: z.string(), title: z.string(), url: link.describe('Its feed').optional() })
    .describe('The one whose text it has'),
  sources: ids.describe('All that carry it, the one whose text it has first'),
  topics: ids,
  hidden: z.literal(true).describe('Filters hide it').optional(),
  story: z.string().describe('The id of its story: that of the first article in it'),
  authors: list(person),
  categories: ids,
  enclosures: list(enclosure),
  image: link.optional(),
  extras: extras.optional(),
})

const place = z.object({ start: count, end: count })

const snippet = z
  .object({ text: z.string(), marks: list(place).describe('What of it was asked for, in UTF-16 code units') })
  .describe('A piece of the summary around what was asked for')

const found = named('Item', bareItem.extend({ snippet: snippet.optional() }))

export const itemsAnswer = named(
  'Items',
  z.object({
    items: list(found),
    lookedBackTo: moment
      .describe('The query was too dear to look at all articles: it was put to those published since then')
      .optional(),
    nextCursor: z.string().describe('`cursor` of the next page; absent at the end').optional(),
    next: address.describe('Address of the next page; absent at the end').optional(),
  }),
)

export const itemAnswer = named(
  'WholeItem',
  bareItem.extend({ contentHtml: z.string().describe('Cleaned HTML, with absolute links') }),
)

const run = z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })

export const revisionsAnswer = named(
  'Revisions',
  z.object({
    id: z.string(),
    title: z.string(),
    url: link.optional(),
    revisions: list(
      z.object({
        replacedAt: moment.describe('When we saw the edit'),
        source: z.string(),
        title: z.string(),
        url: z.string().optional(),
        text: z.string(),
        movedTo: z.string().describe('Its new address, where that is another one').optional(),
        diff: z.object({ title: list(run), text: list(run) }),
      }),
    ).describe('What each edit replaced, the latest edit first'),
  }),
)

const because = list(
  z.object({
    part: z.string().describe('A part of the query; `-` before what it does not have'),
    words: list(
      place.extend({ field: z.enum(['title', 'text', 'summary', 'author', 'tag', 'url']), text: z.string() }),
    ).describe('By which words'),
  }),
)

const failed = z.enum(['include', 'exclude', 'minWords', 'maxAge'])

const sighting = z.object({
  sourceId: z.string(),
  guidKey: z.string(),
  firstSeenAt: moment,
  lastSeenAt: moment.describe('To the day'),
  leads: z.boolean().describe('The item has the text of this source'),
  hiding: z.object({ filter: z.string(), failed, wanted: z.string(), own: z.literal(true).optional() }).optional(),
})

const topicVerdict = z.object({
  id: z.string(),
  title: z.string(),
  recorded: z.boolean().describe('The item carries it'),
  matches: z.boolean().describe('It matches as the configuration is now'),
  because,
})

const filterVerdict = z.object({
  filter: z.string(),
  sourceId: z.string(),
  outcome: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('hide') }),
    z.object({ kind: z.literal('tag'), label: z.string() }),
    z.object({ kind: z.literal('boost'), factor: z.number() }),
  ]),
  failed: failed.optional(),
  wanted: z.string().optional(),
  recorded: z.boolean(),
  applies: z.boolean(),
  because,
})

const missing = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('query'), part: z.string() }),
  z.object({ kind: z.literal('hidden') }),
  z.object({ kind: z.literal('source'), sourceId: z.string() }),
  z.object({ kind: z.literal('hot') }),
  z.object({ kind: z.literal('limit'), limit: count, newer: count, more: z.boolean() }),
])

const joining = z.object({
  score: z.number(),
  threshold: z.number(),
  because: list(z.object({ what: z.string(), weight: z.number() })),
})

export const explanationAnswer = named(
  'Explanation',
  z.object({
    id: z.string(),
    title: z.string(),
    url: link.optional(),
    sightings: list(sighting),
    urls: ids.describe('The canonical URLs that lead to it'),
    topics: list(topicVerdict),
    filters: list(filterVerdict),
    hidden: z.boolean(),
    edits: list(moment),
    feeds: list(
      z.object({
        name: z.string(),
        title: z.string(),
        carried: z.boolean(),
        pinned: z.boolean(),
        missing: missing.describe('Why it is not carried').optional(),
        because,
      }),
    ),
    story: z.object({
      id: z.string(),
      others: list(z.object({ id: z.string(), title: z.string(), sourceId: z.string() })),
      joining: joining.describe('Why it joined; absent where it began the story').optional(),
      byHand: z.boolean(),
    }),
  }),
)

const source = named(
  'Source',
  z.object({
    id: z.string(),
    title: z.string(),
    url: link.describe('Its feed; absent where that is a file').optional(),
    lang: z.string().optional(),
    tags: ids,
    priority: z.number(),
    enabled: z.boolean(),
    archive: z.boolean().describe('Its articles are kept for good'),
    intervalSeconds: z.number().describe('Where the configuration fixes it').optional(),
    health: z.enum(['waiting', 'ok', 'failing', 'limited', 'gone']),
    httpStatus: z.int().optional(),
    message: z.string().describe('What was wrong, or what is odd, at the last poll').optional(),
    failures: count.describe('Polls in a row that failed').optional(),
    checkedAt: moment.optional(),
    succeededAt: moment.optional(),
    changedAt: moment.describe('When its document last brought something new').optional(),
    nextCheckAt: moment.optional(),
    movedTo: z.string().describe('Where permanent redirects lead').optional(),
    heldUntil: moment.describe('Nobody asks its domain before this').optional(),
    siteUrl: link.optional(),
    items: count.optional(),
  }),
)

export const sourcesAnswer = named('Sources', z.object({ sources: list(source) }))

export const topicsAnswer = named(
  'Topics',
  z.object({
    topics: list(z.object({ id: z.string(), title: z.string(), query: z.string(), items: count })),
  }),
)

const addresses = z.object({ rss: address, atom: address, json: address })

export const feedsAnswer = named(
  'Feeds',
  z.object({
    feeds: list(
      z.object({
        name: z.string(),
        title: z.string(),
        description: z.string(),
        lang: z.string().optional(),
        limit: count.describe('Articles in its document, without those that it pins'),
        private: z.literal(true).optional().describe('Only for who has a key'),
        ...addresses.shape,
        daily: addresses.describe('One entry for each day that is over'),
        weekly: addresses.describe('One entry for each week that is over'),
      }),
    ),
  }),
)

const sampled = z.object({ count, items: list(found).describe('The newest ten at most') })

export const trialAnswer = named(
  'Rehearsal',
  z.object({
    since: moment,
    before: count.describe('Articles now'),
    after: count.describe('Articles then'),
    kept: count,
    added: sampled,
    removed: sampled,
    more: z.boolean().describe('The numbers are the least that there are: not all were counted'),
    lookedBackTo: moment.describe('The rule was put to articles published since then alone').optional(),
  }),
)

export const statusAnswer = named('Status', z.object({ status: z.enum(['ok', 'ready']) }))
