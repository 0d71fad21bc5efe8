import type { z } from 'zod'
import type { SourceHealth } from '../model/source.ts'
import type { PublishedItem } from '../publish/published.ts'
import type { bareItem, sourcesAnswer } from './api-answers.ts'

type HealthJson = Omit<
  z.input<typeof sourcesAnswer>['sources'][number],
  'id' | 'title' | 'url' | 'lang' | 'tags' | 'priority' | 'enabled' | 'archive' | 'intervalSeconds'
>

/** An item as the API gives it: without its content, which can be long. */
export function itemJson(item: PublishedItem): z.input<typeof bareItem> {
  return {
    id: item.id,
    uri: item.uri,
    url: item.url,
    page: item.pageUrl,
    title: item.title,
    summary: item.summary,
    lang: item.lang,
    publishedAt: iso(item.publishedAt),
    updatedAt: isoOrNone(item.updatedAt),
    firstSeenAt: iso(item.firstSeenAt),
    source: { id: item.sourceId, title: item.sourceTitle, url: item.sourceUrl },
    sources: item.sources,
    topics: item.topics,
    hidden: item.hidden || undefined,
    story: item.storyId,
    authors: item.authors,
    categories: item.categories,
    enclosures: item.enclosures,
    image: item.image,
    extras: item.extras,
  }
}

/** How a source is; `waiting` where it was never polled. */
export function healthJson(health: SourceHealth | undefined): HealthJson {
  if (health === undefined) return { health: 'waiting' }
  return {
    health: health.health,
    httpStatus: health.httpStatus,
    message: health.message,
    failures: health.failures,
    checkedAt: isoOrNone(health.checkedAt),
    succeededAt: isoOrNone(health.succeededAt),
    changedAt: isoOrNone(health.changedAt),
    nextCheckAt: isoOrNone(health.nextCheckAt),
    movedTo: health.move?.to,
    heldUntil: isoOrNone(health.heldUntil),
    siteUrl: health.siteUrl,
    items: health.items,
  }
}

/** Milliseconds since the epoch in ISO 8601. */
export function iso(instant: number): string {
  return new Date(instant).toISOString()
}

/** The same for what may not be known. */
export function isoOrNone(instant: number | undefined): string | undefined {
  return instant === undefined ? undefined : iso(instant)
}
