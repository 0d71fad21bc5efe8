import { generateOpml } from 'feedsmith'
import type { Source } from '../model/source.ts'

/** OPML 2.0 of the sources, by `feedsmith`; archives on disk are nobody else's to subscribe to. */
export function publishOpml(title: string, sources: readonly Source[]): string {
  return generateOpml({
    head: { title },
    body: {
      outlines: sources
        .filter((source) => !source.url.startsWith('file:'))
        .map((source) => ({
          text: source.title,
          title: source.title,
          type: 'rss',
          xmlUrl: source.url,
          ...(source.lang === undefined ? {} : { language: source.lang }),
          ...(source.tags.length === 0 ? {} : { category: source.tags.join(',') }),
        })),
    },
  })
}
