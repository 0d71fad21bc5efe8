import type { Request, Response } from 'express'
import { CONTENT_TYPES, type Format } from '../publish/published.ts'
import type { Site } from './site.ts'

/** The first is for who takes anything; the last ones are what clients without a word for feeds ask for. */
const BY_TYPE: Readonly<Record<string, Format | 'html'>> = {
  [bare('atom')]: 'atom',
  [bare('rss')]: 'rss',
  [bare('json')]: 'json',
  'text/html': 'html',
  'application/json': 'json',
  'application/xml': 'atom',
  'text/xml': 'atom',
}

/**
 * What an address without an ending is answered with, by Accept and its weights (RFC 9110, 12.5.1). Who takes none of
 * what there is gets Atom, as the RFC allows: a reader that says nothing sensible can still read that.
 */
export function formatByAccept(request: Request, response: Response): Format | 'html' {
  response.vary('Accept')
  const chosen = request.accepts(Object.keys(BY_TYPE))
  return (chosen === false ? undefined : BY_TYPE[chosen]) ?? 'atom'
}

/** Names a document's own address where it was asked for under another one (RFC 9110, 8.7). */
export function nameSelf(request: Request, response: Response, site: Site, address: string): void {
  if (`${site.baseUrl()}${request.originalUrl}` !== address) response.set('Content-Location', address)
}

function bare(format: Format): string {
  return CONTENT_TYPES[format].replace(/;.*/, '')
}
