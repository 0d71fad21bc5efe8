import type { Item } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { PublishedItem } from '../publish/published.ts'
import type { Site } from './site.ts'

/** An item with what publishing needs to know around it. */
export function publishedItem(site: Site, item: Item): PublishedItem {
  const source = site.sources.find(({ id }) => id === item.sourceId)
  const url = source?.url.startsWith('file:') ? undefined : source?.url
  return {
    ...item,
    sourceTitle: source?.title ?? item.sourceId,
    ...optional('sourceUrl', url),
    pageUrl: `${site.baseUrl()}/items/${item.id}`,
  }
}
