import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { LRUCache } from 'lru-cache'
import { namesTag } from './answer.ts'
import type { Site } from './site.ts'

/** Bytes of answers that are kept; they share their bodies with the documents that are. */
const KEPT_BYTES = 32 * 1024 * 1024
/** What one weighs beside its body. */
const HEAD_BYTES = 2_000
const OF_CONTENT = new Set(['content-type', 'content-encoding', 'content-length'])

/** As `writeHead` takes them: names and values by turns. */
type Headers = string[]

interface Ready {
  readonly etag: string
  readonly unchanged: Headers
  /** Absent as long as nobody needed it. */
  readonly whole?: { readonly headers: Headers; readonly body: Buffer }
}

/**
 * Answers given once and given again to whoever asks the same, for one version of the store: without the way there. Keeps
 * what follows from the address, from Accept and from Accept-Encoding alone, and passes over who says more about himself.
 */
export interface ReadyAnswers {
  /** Answers from what is kept, or lets `otherwise` answer. */
  readonly handle: (request: IncomingMessage, response: ServerResponse, otherwise: () => void) => void
  /** Keeps an answer that has been given; `bodyOf`: what was sent with a 200. */
  readonly keep: (
    request: IncomingMessage,
    response: ServerResponse,
    version: number,
    bodyOf: () => Promise<Buffer>,
  ) => Promise<void>
}

export function createReadyAnswers({ store }: Pick<Site, 'store'>): ReadyAnswers {
  const kept = new LRUCache<string, Ready>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ whole }) => HEAD_BYTES + (whole?.body.length ?? 0),
  })
  let keptVersion: number | undefined
  let thisTurn: Promise<number> | undefined

  /**
   * The version, asked for once for all requests that one turn of the event loop has to answer: they had come before it was
   * asked for.
   */
  function version(): Promise<number> {
    if (thisTurn === undefined) {
      thisTurn = store.version()
      setImmediate(() => {
        thisTurn = undefined
      })
    }
    return thisTurn
  }

  /** Forgets what is of another version. */
  function turnTo(current: number): void {
    if (keptVersion !== current) kept.clear()
    keptVersion = current
  }

  function answered(request: IncomingMessage, response: ServerResponse, current: number): boolean {
    turnTo(current)
    const ready = kept.get(keyOf(request))
    if (ready === undefined) return false
    const { headers } = request
    const tags = headers['if-none-match']
    if (tags !== undefined && namesTag(tags, ready.etag)) response.writeHead(304, ready.unchanged).end()
    else if (ready.whole === undefined || (tags !== undefined && headers['a-im'] !== undefined)) return false
    else response.writeHead(200, ready.whole.headers).end(ready.whole.body)
    return true
  }

  return {
    handle(request, response, otherwise) {
      if (kept.size === 0 || !isPlain(request)) return otherwise()
      version().then((current) => {
        if (!answered(request, response, current)) otherwise()
        // What is wrong with the store is told by whoever needs more of it.
      }, otherwise)
    },
    async keep(request, response, of, bodyOf) {
      const { statusCode } = response
      if (!isPlain(request) || (statusCode !== 200 && statusCode !== 304)) return
      const sent = response.getHeaders()
      const sentWhole = statusCode === 200 ? { headers: written(sent), body: await bodyOf() } : undefined
      turnTo(of)
      const whole = sentWhole ?? kept.get(keyOf(request))?.whole
      const unchanged = written(sent).filter((_, i, all) => !OF_CONTENT.has(all[i - (i % 2)] ?? ''))
      kept.set(keyOf(request), { etag: String(sent.etag), unchanged, ...(whole && { whole }) })
    },
  }
}

/** Asks for a document with nothing that the answer depends on but what its key has. */
function isPlain({ method, headers }: IncomingMessage): boolean {
  if (method !== 'GET' || headers.authorization !== undefined) return false
  return headers['if-modified-since'] === undefined || headers['if-none-match'] !== undefined
}

function keyOf({ url, headers }: IncomingMessage): string {
  const { accept, 'accept-encoding': encoding } = headers
  // No Accept-Encoding asks for another thing than an empty one.
  return `${encoding === undefined ? '-' : `+${encoding}`}\n${accept}\n${url}`
}

function written(headers: OutgoingHttpHeaders): Headers {
  return Object.entries(headers).flatMap(([name, value]) => [value ?? []].flat().flatMap((one) => [name, String(one)]))
}
