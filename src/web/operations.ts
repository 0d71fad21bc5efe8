import { z } from 'zod'
import { MAX_DAYS } from '../rehearse/rehearse.ts'
import {
  explanationAnswer,
  feedsAnswer,
  itemAnswer,
  itemsAnswer,
  revisionsAnswer,
  sourcesAnswer,
  statusAnswer,
  topicsAnswer,
  trialAnswer,
} from './api-answers.ts'
import { parametersFor } from './parameters.ts'

/** One thing that a program may ask: what is served by it and what is written about it are the same. */
export interface Operation<Answer extends z.ZodType = z.ZodType> {
  /** What a generated client calls it. */
  readonly id: string
  readonly method: 'get' | 'post'
  /** As Express has it, with `:id` in the place of a name. */
  readonly path: string
  readonly summary: string
  readonly description?: string
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly answer: Answer
  /** What each error means that who asks can cause, by its status. */
  readonly errors: Readonly<Partial<Record<400 | 404 | 410, string>>>
  /** It asks the database, which can be out of order. */
  readonly reads?: true
  /** What follows the base URL in an example with curl, quoted for a shell. */
  readonly example: string
}

const ANY_ITEM = {
  reads: true,
  errors: {
    400: 'The id is written in a way that no address can be',
    404: 'There is no such article',
    410: 'The article has been taken down here',
  },
} as const

/** What becomes of anything that asks the database. */
const OUT_OF_ORDER = {
  500: 'Something went wrong here that nobody foresaw',
  503: 'The database cannot be used now; `Retry-After` says when to ask again',
} as const

/** What becomes of anything that is asked for in no coding that there is (RFC 9110, 12.5.3). */
const REFUSED = { 406: '`Accept-Encoding` refuses it compressed and plain' } as const

/** What each error means that can come whatever is asked. */
export const ANYWHERE: Readonly<Record<string, string>> = { ...REFUSED, ...OUT_OF_ORDER }

/** What each error means that can be the answer, by its status. */
export function errorsOf({
  errors,
  reads,
}: {
  readonly errors: Readonly<Record<number, string>>
  readonly reads?: true
}): Readonly<Record<string, string>> {
  return { ...errors, ...REFUSED, ...(reads === true ? OUT_OF_ORDER : {}) }
}

/** A rule to be tried, as it is sent. */
export const trialBody = z.strictObject({
  query: z.string().describe('A query; its language is explained at `/help/query`'),
  feed: z.string().optional().describe('The feed whose query it would replace'),
  topic: z.string().optional().describe('The topic whose query it would replace; not with `feed`'),
  exclude: z.boolean().optional().describe('What it matches would be left out instead'),
  days: z
    .number()
    .optional()
    .describe('Articles of the last so many days are looked at; 30 unless given')
    .meta({ type: 'integer', minimum: 1, maximum: MAX_DAYS }),
})

export const OPERATIONS = {
  items: operation({
    id: 'listItems',
    method: 'get',
    path: '/api/items',
    summary: 'Articles, the newest first',
    description:
      'Pages follow each other by `next`. What arrives in between neither makes a page skip an article nor repeat one. An order by `relevance` or `hot` has one page.',
    query: z.strictObject(parametersFor({ topics: [], sources: [] })),
    answer: itemsAnswer,
    errors: { 400: 'A parameter cannot be read, or is none; `parameter` names it' },
    reads: true,
    example: `'/api/items?q=TSMC&lang=fr&limit=20'`,
  }),
  item: operation({
    id: 'getItem',
    method: 'get',
    path: '/api/items/:id',
    summary: 'One article with its content',
    answer: itemAnswer,
    ...ANY_ITEM,
    example: '/api/items/{id}',
  }),
  explanation: operation({
    id: 'explainItem',
    method: 'get',
    path: '/api/items/:id/explain',
    summary: 'Why an article is where it is',
    description: 'Which sources carry it, what merged it, which topics, filters and feeds have it, and by which words.',
    answer: explanationAnswer,
    ...ANY_ITEM,
    example: '/api/items/{id}/explain',
  }),
  revisions: operation({
    id: 'listRevisions',
    method: 'get',
    path: '/api/items/:id/revisions',
    summary: 'What the edits of an article took out and put in',
    answer: revisionsAnswer,
    ...ANY_ITEM,
    example: '/api/items/{id}/revisions',
  }),
  sources: operation({
    id: 'listSources',
    method: 'get',
    path: '/api/sources',
    summary: 'The sources and their health',
    answer: sourcesAnswer,
    errors: {},
    reads: true,
    example: '/api/sources',
  }),
  topics: operation({
    id: 'listTopics',
    method: 'get',
    path: '/api/topics',
    summary: 'The topics, their queries, and how many articles each has',
    answer: topicsAnswer,
    errors: {},
    reads: true,
    example: '/api/topics',
  }),
  feeds: operation({
    id: 'listFeeds',
    method: 'get',
    path: '/api/feeds',
    summary: 'The published feeds and their addresses',
    answer: feedsAnswer,
    errors: {},
    example: '/api/feeds',
  }),
  trial: operation({
    id: 'tryRule',
    method: 'post',
    path: '/api/try',
    summary: 'What a query would find as a rule, or add to a feed and take from it',
    description: 'Nothing changes. The page `/try` does the same.',
    body: trialBody,
    answer: trialAnswer,
    errors: { 400: 'The rule cannot be tried; `parameter` names the part at fault' },
    reads: true,
    example: `/api/try -H 'content-type: application/json' -d '{"query":"TSMC","days":30}'`,
  }),
  document: operation({
    id: 'getDocument',
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This description, in OpenAPI 3.1',
    answer: z.looseObject({ openapi: z.string() }).readonly(),
    errors: {},
    example: '/api/openapi.json',
  }),
  health: operation({
    id: 'isAlive',
    method: 'get',
    path: '/healthz',
    summary: 'Whether the process answers',
    answer: statusAnswer,
    errors: {},
    example: '/healthz',
  }),
  ready: operation({
    id: 'isReady',
    method: 'get',
    path: '/readyz',
    summary: 'Whether the database answers too',
    answer: statusAnswer,
    errors: {},
    reads: true,
    example: '/readyz',
  }),
} as const

function operation<Answer extends z.ZodType>(described: Operation<Answer>): Operation<Answer> {
  return described
}
