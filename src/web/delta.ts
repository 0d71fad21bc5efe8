import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { LRUCache } from 'lru-cache'
import type { PublishedItem } from '../publish/published.ts'
import { TAG_LENGTH } from './answer.ts'
import { weightsOf } from './weights.ts'

/** Entries of documents that are remembered, at about 60 bytes each; one of 50 that changes every minute: for two days. */
const REMEMBERED = 150_000
const ETAG = new RegExp(`^(?:W/)?"([\\w-]{${TAG_LENGTH}})(?:-(?:gzip|br))?"$`)

export interface Base {
  /** As the client wrote it. */
  readonly etag: string
  readonly tag: string
}

/** What a reader that has a document needs of the next one (RFC 3229 with the “feed” instance manipulation). */
export interface Deltas {
  /** Keeps in mind what is in a document. After a restart nothing is, and everybody gets whole documents once. */
  readonly remember: (tag: string, items: readonly PublishedItem[]) => void
  /** The document that a request wants the difference to, where it is known. */
  readonly baseOf: (request: Request) => Base | undefined
  /** The items that are new since the base, or that say another thing. */
  readonly newSince: (base: Base, items: readonly PublishedItem[]) => readonly PublishedItem[]
}

export function createDeltas(): Deltas {
  const entries = new LRUCache<string, ReadonlySet<string>>({
    maxSize: REMEMBERED,
    sizeCalculation: ({ size }) => size + 5,
  })
  return {
    remember: (tag, items) => void entries.set(tag, new Set(items.map(fingerprint))),
    baseOf(request) {
      if ((weightsOf(request.get('A-IM') ?? '').get('feed') ?? 0) === 0) return undefined
      for (const written of (request.get('If-None-Match') ?? '').split(',')) {
        const etag = written.trim()
        const tag = ETAG.exec(etag)?.[1]
        if (tag !== undefined && entries.has(tag)) return { etag, tag }
      }
      return undefined
    },
    newSince({ tag }, items) {
      const had = entries.get(tag)
      return items.filter((item) => had?.has(fingerprint(item)) !== true)
    },
  }
}

/** What is sent is not the document but what is new in it; caches that do not know of that keep their hands off. */
export function announceDelta(response: Response, { etag }: Base): void {
  response.status(226).vary('If-None-Match').set('IM', 'feed').set('Delta-Base', etag)
  response.set('Cache-Control', 'no-store, im').removeHeader('Content-Location')
}

/** The same for an item that says the same. */
function fingerprint(item: PublishedItem): string {
  return createHash('sha256').update(JSON.stringify(item)).digest('base64url').slice(0, 16)
}
