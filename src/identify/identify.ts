import { createHash } from 'node:crypto'
import type { Entry, Identity } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import { canonicalUrl } from './canonical-url.ts'

const MAX_KEY = 200

/**
 * The identities of the entries of one document, in their order. A guid or a link that different entries of the
 * document share says nothing about identity: such a guid counts together with what else the entry has, such a link
 * not at all.
 */
export function identify(sourceId: string, entries: readonly Entry[]): Identity[] {
  const urls = entries.map(({ article }) => (article.url === undefined ? undefined : canonicalUrl(article.url)))
  const sharedGuids = shared(entries.map(({ guid, article }, i) => [guid, urls[i] ?? article.title]))
  const sharedUrls = shared(
    entries.map(({ guid, article }, i) => [
      urls[i],
      guid === undefined || sharedGuids.has(guid) ? article.title : guid,
    ]),
  )
  return entries.map((entry, i) => {
    const url = urls[i]
    const urlKey = url === undefined || sharedUrls.has(url) ? undefined : url
    const guidKey = bounded(ownKey(entry, urlKey, sharedGuids))
    return {
      id: digest([sourceId, guidKey]).slice(0, 20),
      guidKey,
      ...optional('urlKey', urlKey),
      contentHash: contentHash(entry),
    }
  })
}

function ownKey({ guid, article, text }: Entry, urlKey: string | undefined, sharedGuids: ReadonlySet<string>): string {
  if (guid !== undefined) return sharedGuids.has(guid) ? `shared:${guid}:${urlKey ?? article.title}` : `guid:${guid}`
  return urlKey === undefined ? `text:${digest([article.title, article.url ?? text])}` : `url:${urlKey}`
}

/** Everything that a reader sees but the dates, which publishers touch without an edit, and counts of comments. */
function contentHash({ article }: Entry): string {
  const { publishedAt: _published, updatedAt: _updated, extras: _extras, url, ...seen } = article
  return digest([seen, url === undefined ? null : (canonicalUrl(url) ?? url)]).slice(0, 32)
}

function bounded(key: string): string {
  return key.length <= MAX_KEY ? key : `hash:${digest([key])}`
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** The keys that stand beside more than one other. */
function shared(pairs: readonly (readonly [key: string | undefined, beside: string])[]): ReadonlySet<string> {
  const first = new Map<string, string>()
  const found = new Set<string>()
  for (const [key, beside] of pairs) {
    if (key === undefined) continue
    if ((first.get(key) ?? beside) !== beside) found.add(key)
    else first.set(key, beside)
  }
  return found
}
