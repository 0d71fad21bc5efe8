import { CONTENT_TYPES } from '../publish/published.ts'

/** A document that a program may fetch; what is in it is its media type's to say. */
export interface PublishedDocument {
  /** What a generated client calls it. */
  readonly id: string
  /** As OpenAPI has it. */
  readonly path: string
  /** The route that serves it, as Express has it; several documents may have one. */
  readonly route: string
  readonly summary: string
  /** Media types, the one first that is sent to who takes anything. */
  readonly types: readonly string[]
  /** It is narrowed by the parameters that choose items. */
  readonly narrowed?: true
  /** Of it only what is new can be had (RFC 3229). */
  readonly delta?: true
  /** What each error means, by its status. */
  readonly errors: Readonly<Partial<Record<400 | 401 | 404, string>>>
  /** It asks the database, which can be out of order. */
  readonly reads?: true
  /** What follows the base URL in an example with curl. */
  readonly example: string
}

const FORMATS = [CONTENT_TYPES.atom, CONTENT_TYPES.rss, CONTENT_TYPES.json].map(withoutCharset)
const OPML = ['text/x-opml', 'application/xml', 'text/xml']
const UNREAD = { 400: 'A parameter cannot be read' }
const CLOSED = { 401: 'It is private; `key` opens it, or HTTP Basic with the key as the password' }
const NO_FEED = { ...CLOSED, 404: 'There is no such feed' }
const CHOSEN = { narrowed: true, delta: true, reads: true } as const
const MERGED = { summary: 'The merged feed, `all`', errors: { ...UNREAD, ...CLOSED } }
const FOUND = { summary: 'What is found in all sources', errors: UNREAD }
const NARROWED = { ...CHOSEN, errors: { ...UNREAD, ...NO_FEED } }

/** The published feeds, and what is listed beside them. */
export const DOCUMENTS: readonly PublishedDocument[] = [
  {
    id: 'getFeed',
    path: '/feeds/{name}.{format}',
    route: '/feeds/:file',
    summary: 'A published feed: Atom 1.0, RSS 2.0 or JSON Feed 1.1',
    types: FORMATS,
    ...NARROWED,
    example: '/feeds/all.atom',
  },
  {
    id: 'negotiateFeed',
    path: '/feeds/{name}',
    route: '/feeds/:file',
    summary: 'The same in the format that is asked for; a page for a browser',
    types: [...FORMATS, 'text/html'],
    ...NARROWED,
    example: "/feeds/all -H 'accept: application/rss+xml'",
  },
  {
    id: 'getHidden',
    path: '/feeds/{name}/hidden.{format}',
    route: '/feeds/:name/:file',
    summary: 'What filters keep out of a feed, each article with its reason',
    types: FORMATS,
    ...NARROWED,
    example: '/feeds/all/hidden.json',
  },
  {
    id: 'negotiateHidden',
    path: '/feeds/{name}/hidden',
    route: '/feeds/:name/:file',
    summary: 'The same in the format that is asked for; a page for a browser',
    types: [...FORMATS, 'text/html'],
    ...NARROWED,
    example: '/feeds/all/hidden',
  },
  {
    id: 'getEditions',
    path: '/feeds/{name}/{period}.{format}',
    route: '/feeds/:name/:file',
    summary: 'One entry for each day or week of a feed that is over',
    types: FORMATS,
    delta: true,
    errors: NO_FEED,
    reads: true,
    example: '/feeds/all/daily.rss',
  },
  {
    id: 'negotiateEditions',
    path: '/feeds/{name}/{period}',
    route: '/feeds/:name/:file',
    summary: 'The same in the format that is asked for; a page for a browser',
    types: [...FORMATS, 'text/html'],
    delta: true,
    errors: NO_FEED,
    reads: true,
    example: '/feeds/all/weekly',
  },
  {
    id: 'getArchivePage',
    path: '/feeds/{name}/archive/{page}.{format}',
    route: '/feeds/:name/archive/:file',
    summary: 'What came to a feed in a month, or in a part of it (RFC 5005); each page links those before and after it',
    types: FORMATS,
    errors: { ...CLOSED, 404: 'There is no such feed, or nothing came to it then' },
    reads: true,
    example: '/feeds/all/archive/{month}.atom',
  },
  {
    id: 'negotiateSearch',
    path: '/search',
    route: '/search',
    summary: 'What is found in all sources, in the format that is asked for; a page for a browser',
    types: [...FORMATS, 'text/html'],
    ...CHOSEN,
    errors: UNREAD,
    example: "/search?q=TSMC -H 'accept: application/atom+xml'",
  },
  ...short('searchAtom', '/search.atom', CONTENT_TYPES.atom, FOUND),
  ...short('searchRss', '/search.rss', CONTENT_TYPES.rss, FOUND),
  ...short('searchJsonFeed', '/search.json', CONTENT_TYPES.json, FOUND),
  ...short('getMergedRss', '/feed.xml', CONTENT_TYPES.rss),
  ...short('getRss', '/rss.xml', CONTENT_TYPES.rss),
  ...short('getAtom', '/atom.xml', CONTENT_TYPES.atom),
  ...short('getJsonFeed', '/feed.json', CONTENT_TYPES.json),
  {
    id: 'listPublished',
    path: '/feeds',
    route: '/feeds',
    summary: 'All published feeds and their addresses, as a page or as JSON',
    types: ['text/html', 'application/json'],
    errors: {},
    example: "/feeds -H 'accept: application/json'",
  },
  {
    id: 'getSubscriptions',
    path: '/opml',
    route: '/opml',
    summary: 'All sources, for another reader (OPML 2.0)',
    types: OPML,
    errors: {},
    example: '/opml',
  },
  {
    id: 'getSourcesBehind',
    path: '/feeds/{name}.opml',
    route: '/feeds/:name.opml',
    summary: 'The sources behind a feed (OPML 2.0)',
    types: OPML,
    errors: NO_FEED,
    reads: true,
    example: '/feeds/all.opml',
  },
]

/** A feed at an address of its own: the merged one has names that people try first. */
function short(
  id: string,
  path: string,
  type: string,
  what: Pick<PublishedDocument, 'summary' | 'errors'> = MERGED,
): PublishedDocument[] {
  return [{ id, path, route: path, types: [withoutCharset(type)], ...CHOSEN, ...what, example: path }]
}

function withoutCharset(type: string): string {
  return type.replace(/;.*/, '')
}
