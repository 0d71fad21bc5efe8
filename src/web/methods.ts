import type { NextFunction, Request, Response } from 'express'

const READING = ['GET', 'HEAD', 'OPTIONS']
/** What a page of another origin may read, beside what it always may. */
const EXPOSED = 'ETag, Last-Modified, Link, Content-Location, IM, Delta-Base, Retry-After'
const CONDITIONS = 'If-None-Match, If-Modified-Since, A-IM'
/** Feeds and the API, which have nothing that depends on who asks; pages are for people. */
const OPEN = /^\/(feeds?\b|(?:atom|rss)\.xml$|search\b|opml$|api\b)/
/** Where each error is JSON. */
const FOR_PROGRAMS = /^\/(api\b|healthz|readyz)/

/**
 * Lets through what reads, and answers what a browser asks before it does so for a page of another origin (Fetch, 3.3);
 * feeds and the API may be read from everywhere.
 */
export function onlyMethods(request: Request, response: Response, next: NextFunction): void {
  const allowed = request.path === '/api/try' ? ['POST', 'OPTIONS'] : READING
  if (OPEN.test(request.path))
    response.set('Access-Control-Allow-Origin', '*').set('Access-Control-Expose-Headers', EXPOSED)
  if (request.method === 'OPTIONS') permit(request, response, allowed)
  else if (allowed.includes(request.method)) next()
  else {
    response.set('Allow', allowed.join(', ')).status(405)
    const message = `Only ${allowed.join(' and ')} are answered here.`
    if (FOR_PROGRAMS.test(request.path)) response.json({ error: { code: 'invalid', message } })
    else response.type('text').send(`${message}\n`)
  }
}

function permit(request: Request, response: Response, allowed: readonly string[]): void {
  response.set('Allow', allowed.join(', '))
  if (OPEN.test(request.path)) {
    const methods = allowed.filter((method) => method !== 'OPTIONS')
    response.set('Access-Control-Allow-Methods', methods.join(', '))
    response.set('Access-Control-Allow-Headers', methods.includes('POST') ? 'Content-Type' : CONDITIONS)
    response.set('Access-Control-Max-Age', '86400')
  }
  response.status(204).end()
}
