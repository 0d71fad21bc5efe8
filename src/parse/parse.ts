import { TributaryError } from '../errors.ts'
import type { ParsedFeed } from '../model/parsed-feed.ts'
import { parseAtom } from './atom.ts'
import { type Decoded, decode } from './charset.ts'
import { parseJson } from './json-feed.ts'
import { printable } from './printable.ts'
import { parseRss } from './rss.ts'
import { describePage, pageMessage } from './web-page.ts'
import { readXml } from './xml.ts'

const PAGE_START =
  /^\s*(?:<\?xml[^>]*>\s*|<!--[^>]*-->\s*)*(?:<!doctype html(?![^>]*>\s*(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:rdf)[\s>])|<html[\s>])/is
const MAX_BEFORE_PAGE = 2_000

/**
 * Reads a feed document: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1. The root element decides
 * which, never the content type. What is no feed is an `invalid` error that says what it is instead; `url`, where the
 * document came from, makes the feeds that a page offers absolute.
 */
export async function parseFeed(body: Uint8Array, contentType?: string, url?: string): Promise<ParsedFeed> {
  return parseDocument(decode(body, contentType), url)
}

/** The same of a document that is decoded already. */
export async function parseDocument({ text, charset }: Decoded, url?: string): Promise<ParsedFeed> {
  const start = text.trimStart().slice(0, 1)
  if (start === '') throw new TributaryError('invalid', 'the document is empty')
  if (start === '{' || start === '[') return readBy('JSON', () => parseJson(text, charset))
  // A page is read as one: it is no XML, and what it quotes is no feed.
  if (PAGE_START.test(text.slice(0, MAX_BEFORE_PAGE))) throw pageInstead(text, url)
  const document = readXml(text)
  switch (document?.root.name) {
    case 'rss':
    case 'rdf:rdf':
    case 'rdf':
      return readBy('RSS', () => parseRss(document, charset))
    case 'feed':
      return readBy('Atom', () => parseAtom(document, charset))
    case 'html':
    case 'xhtml:html':
      throw pageInstead(text, url)
    default:
      throw new TributaryError('invalid', `not a feed: ${whatItIs(document?.root.name, text)}`)
  }
}

/** A web page came instead of a feed; the message names the feeds that it offers. */
function pageInstead(text: string, url: string | undefined): TributaryError {
  return new TributaryError('invalid', pageMessage(describePage(text, url)))
}

function whatItIs(root: string | undefined, text: string): string {
  if (/<!doctype html|<html[\s>]/i.test(text.slice(0, MAX_BEFORE_PAGE))) return 'a web page'
  return root === undefined || root === '' ? 'no XML and no JSON' : `the root element is <${printable(root, 40)}>`
}

/** A library's exception is the document's fault, and is told as such. */
async function readBy(format: string, read: () => ParsedFeed | Promise<ParsedFeed>): Promise<ParsedFeed> {
  try {
    return await read()
  } catch (problem) {
    if (problem instanceof TributaryError) throw problem
    const why = problem instanceof Error ? problem.message : String(problem)
    // Messages quote the document, and are read on terminals.
    throw new TributaryError('invalid', `the ${format} document cannot be read: ${printable(why, 200)}`)
  }
}
