import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { LRUCache } from 'lru-cache'
import { entriesIn } from '../publish/entries.ts'
import { publish } from '../publish/publish.ts'
import { type Channel, CONTENT_TYPES, type Format, lastChange, type PublishedItem } from '../publish/published.ts'
import { answer, isFresh, type Rendered, render, TAG_LENGTH } from './answer.ts'
import { marksOf, readMarks } from './entry-marks.ts'
import { weightsOf } from './weights.ts'

/** Entries of documents that are remembered, at about 60 bytes each; one of 50 that changes every minute: for two days. */
const REMEMBERED = 150_000
const ETAG = new RegExp(`^(?:W/)?"([\\w-]{${TAG_LENGTH}}(?:\\.([\\w-]+?))?)(?:-(?:gzip|br))?"$`)

/** A document with what it was made of. */
export interface Made {
  readonly document: Rendered
  readonly format: Format
  readonly channel: Channel
  readonly items: readonly PublishedItem[]
  /** Of each entry as it is written, in the order of the items; none where entries cannot be told apart. */
  readonly hashes: readonly string[]
}

interface Base {
  /** As the client wrote it. */
  readonly etag: string
  /** What the difference to it follows from. */
  readonly key: string
  readonly had: (hash: string, item: PublishedItem) => boolean
}

/** What a reader that has a document needs of the next one (RFC 3229 with the “feed” instance manipulation). */
export interface Deltas {
  /** Makes a document whose tag says what is in it. */
  readonly make: (
    format: Format,
    channel: Channel,
    items: readonly PublishedItem[],
    lastModified: number | undefined,
  ) => Made
  /** Sends a document, or to who asks for it what is new in it; `keep` keeps what is made by a key. */
  readonly send: (
    request: Request,
    response: Response,
    whole: Made,
    keep: (key: string, make: () => Promise<Made>) => Promise<Made>,
  ) => Promise<void>
}

export function createDeltas(): Deltas {
  const remembered = new LRUCache<string, ReadonlySet<string>>({
    maxSize: REMEMBERED,
    sizeCalculation: ({ size }) => size + 5,
  })

  /** The document that a request wants the difference to: one that is remembered, or whose tag tells enough. */
  function baseOf(request: Request, { hashes, items }: Made): Base | undefined {
    if ((weightsOf(request.get('A-IM') ?? '').get('feed') ?? 0) === 0) return undefined
    for (const written of (request.get('If-None-Match') ?? '').split(',')) {
      const etag = written.trim()
      const [, tag = '', marks = ''] = ETAG.exec(etag) ?? []
      const known = remembered.get(tag)
      if (known !== undefined) return { etag, key: tag, had: (hash) => known.has(hash) }
      const isTold = readMarks(marks)
      if (isTold === undefined) continue
      const since = Date.parse(request.get('If-Modified-Since') ?? '')
      const had: Base['had'] = (hash, item) => isTold(hash) && !cameAfter(since, item)
      // Nothing of it is left, or it never was one of ours: then all is new, and the whole document says that better.
      if (items.some((item, i) => had(hashes[i] ?? '', item))) return { etag, key: `${tag} ${since}`, had }
    }
    return undefined
  }

  return {
    make(format, channel, items, lastModified) {
      const text = publish(format, channel, items)
      const entries = entriesIn(format, text)
      const hashes = entries.length === items.length ? entries.map(hashOf) : []
      const document = render(CONTENT_TYPES[format], text, lastModified, marksOf(hashes))
      if (hashes.length === items.length) remembered.set(document.tag, new Set(hashes))
      return { document, format, channel, items, hashes }
    },
    async send(request, response, whole, keep) {
      response.vary('Accept-Encoding, A-IM')
      const base = isFresh(request, whole.document) ? undefined : baseOf(request, whole)
      if (base === undefined) return answer(request, response, whole.document)
      announce(response, base)
      const rest = await keep(base.key, async () => restOf(whole, base))
      return answer(request, response, rest.document)
    },
  }
}

/** What is new in a document since another one, or says another thing, with the tag of the whole: the client is there now. */
function restOf({ document, format, channel, items, hashes }: Made, { had }: Base): Made {
  const left = items.filter((item, i) => !had(hashes[i] ?? '', item))
  const text = publish(format, { ...channel, updated: lastChange(items) }, left)
  const rendered = render(CONTENT_TYPES[format], text, document.lastModified)
  return { document: { ...rendered, tag: document.tag }, format, channel, items: left, hashes: [] }
}

/** Whether an item came later than a document of that date, which says more than some bits of a hash; not where there is none. */
function cameAfter(since: number, { firstSeenAt, changedAt }: PublishedItem): boolean {
  // HTTP knows whole seconds.
  return Math.max(firstSeenAt, changedAt) >= since + 1_000
}

/** What is sent is not the document but what is new in it; caches that do not know of that keep their hands off. */
function announce(response: Response, { etag }: Base): void {
  response.status(226).vary('If-None-Match').set('IM', 'feed').set('Delta-Base', etag)
  response.set('Cache-Control', 'no-store, im').removeHeader('Content-Location')
}

/** The same for an entry that says the same. */
function hashOf(entry: string): string {
  return createHash('sha256').update(entry).digest('base64url').slice(0, 16)
}
