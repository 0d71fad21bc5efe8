import { type Request, type RequestHandler, type Response, Router } from 'express'
import { TributaryError } from '../errors.ts'
import type { FeedDefinition } from '../model/feed.ts'
import type { Site } from './site.ts'

/** The merged feed under its other addresses. */
const OF_ALL = ['/', '/feed.xml', '/rss.xml', '/atom.xml', '/feed.json']
/** Keys of one request that are looked at. */
const MAX_OFFERED = 4

/**
 * Closes the private feeds to who has no key of theirs: all that is below `/feeds/<name>`, whatever serves it, and where
 * the merged feed is private its other addresses. What is answered to who has one is for no shared cache.
 */
export function guard(site: Site): RequestHandler {
  const router = Router()
  router.use((request, response, next) => {
    // What a browser asks before a page of another origin may ask carries no key.
    if (request.method === 'OPTIONS') return next('router')
    if (openedTo(site, request).length > 0) keepPrivate(response)
    next()
  })
  router.use('/feeds/:file', (request, response, next) => {
    const [name = ''] = /^[^.]*/.exec(request.params.file) ?? []
    demandKey(site, request, response, name)
    next()
  })
  router.get(OF_ALL, (request, response, next) => {
    demandKey(site, request, response, 'all')
    next()
  })
  return router
}

/** The site as who asks may see it: private feeds are in its lists for who has their keys. */
export function siteFor(site: Site, request: Request): Site {
  const opened = openedTo(site, request)
  return opened.length === 0 ? site : { ...site, feeds: [...site.feeds, ...opened] }
}

/** Whether what is answered is for the one who asked. */
export function isPrivate(response: Response): boolean {
  return response.locals.private === true
}

/**
 * The key in the address, for the links of a page of a feed that was opened by it: whoever came by it has no other to give
 * on the next page.
 */
export function keyInAddress({ query: { key } }: Request, feed: FeedDefinition): string | undefined {
  return feed.private === true && typeof key === 'string' ? key : undefined
}

export function withKey(address: string, key: string | undefined): string {
  if (key === undefined) return address
  return `${address}${address.includes('?') ? '&' : '?'}${new URLSearchParams({ key })}`
}

function demandKey(site: Site, request: Request, response: Response, name: string): void {
  if (!site.privateFeeds.some((feed) => feed.name === name)) return
  keepPrivate(response)
  response.set('X-Robots-Tag', 'noindex')
  if (site.keyring.opens(name, offeredBy(request))) return
  response.set('WWW-Authenticate', `Basic realm="Feed ${name}", charset="UTF-8"`)
  throw new TributaryError(
    'unauthorized',
    'This feed is private. Put its key into the address, as “?key=…”, or give it as the password; any user name will do.',
    { parameter: 'key' },
  )
}

function keepPrivate(response: Response): void {
  response.locals.private = true
  response.vary('Authorization')
}

function openedTo({ privateFeeds, keyring }: Site, request: Request): readonly FeedDefinition[] {
  if (privateFeeds.length === 0) return []
  const offered = offeredBy(request)
  return offered.length === 0 ? [] : privateFeeds.filter(({ name }) => keyring.opens(name, offered))
}

function offeredBy(request: Request): readonly string[] {
  const inAddress = [request.query.key ?? []].flat().filter((key) => typeof key === 'string')
  return [...passwordOf(request.get('Authorization')), ...inAddress].slice(0, MAX_OFFERED)
}

/** The password of HTTP Basic (RFC 7617), which may hold colons. */
function passwordOf(authorization: string | undefined): string[] {
  const [, coded] = /^basic +([\w+/-]+=*) *$/i.exec(authorization ?? '') ?? []
  const [, password] = /^[^:]*:(.*)$/s.exec(Buffer.from(coded ?? '', 'base64').toString()) ?? []
  return password === undefined ? [] : [password]
}
