import { optional } from '../model/optional.ts'
import { authorsOf, buildFeed } from './build-feed.ts'
import type { Channel, Origin, PublishedItem } from './published.ts'

/** JSON Feed 1.1: the `feed` package writes 1.0, this adds what 1.1 renamed and what it leaves out. */
export function publishJson(channel: Channel, items: readonly PublishedItem[]): string {
  const {
    author: _author,
    items: written,
    ...feed
  } = JSON.parse(buildFeed(channel, items, 'json').json1()) as {
    author?: unknown
    items: { author?: unknown }[]
  }
  const hubs = (channel.hubs ?? []).map((url) => ({ type: 'WebSub', url }))
  return JSON.stringify(
    {
      ...feed,
      version: 'https://jsonfeed.org/version/1.1',
      authors: [{ name: channel.publisher }],
      ...optional('language', channel.lang),
      ...(hubs.length === 0 ? {} : { hubs }),
      ...history(channel),
      items: written.map(({ author: _itemAuthor, ...entry }, i) => ({ ...entry, ...additions(items[i]) })),
    },
    null,
    1,
  )
}

/** JSON Feed's own word for the next older items is `next_url`. */
function history({ archive, pages }: Channel): object {
  if (archive === undefined) return optional('next_url', pages?.next)
  const { isPage, current, prev, next } = archive
  return {
    ...optional('next_url', prev),
    _tributary: { archive: isPage, current, ...optional('prev_archive', prev), ...optional('next_archive', next) },
  }
}

function additions(item: PublishedItem | undefined): object {
  if (item === undefined) return {}
  return {
    authors: authorsOf(item),
    ...optional('image', item.image),
    ...optional('language', item.lang),
    ...(item.enclosures.length === 0
      ? {}
      : {
          attachments: item.enclosures.map(({ url, type, length }) => ({
            url,
            mime_type: type ?? 'application/octet-stream',
            ...optional('size_in_bytes', length),
          })),
        }),
    _tributary: {
      source: item.sourceId,
      sources: item.sources,
      origins: item.origins.map(origin),
      topics: item.topics,
      story: item.storyId,
      ...also(item),
    },
  }
}

function origin({ id, title, url }: Origin): object {
  return { ...optional('source', id), title, ...optional('url', url) }
}

function also({ also }: PublishedItem): object {
  if (also === undefined) return {}
  return {
    also: also.map(({ id, url, pageUrl, title, sourceId, lang }) => ({
      ...{ id, url: url ?? pageUrl, title, source: sourceId },
      ...optional('lang', lang),
    })),
  }
}
