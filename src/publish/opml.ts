import { generateOpml } from 'feedsmith'
import type { Source } from '../model/source.ts'
import { escapeXml, xmlText } from './xml-text.ts'

/** OPML 2.0 of the sources, by `feedsmith`; archives on disk are nobody else's to subscribe to. */
export function publishOpml(title: string, sources: readonly Source[]): string {
  const listed = sources.filter((source) => !source.url.startsWith('file:'))
  // The library refuses a body without outlines, which is what somebody who has no sources yet exports.
  if (listed.length === 0)
    return `<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0"><head><title>${escapeXml(title)}</title></head><body/></opml>\n`
  return generateOpml({
    head: { title: xmlText(title) },
    body: {
      outlines: listed.map((source) => ({
        text: xmlText(source.title),
        title: xmlText(source.title),
        type: 'rss',
        xmlUrl: source.url,
        ...(source.lang === undefined ? {} : { language: source.lang }),
        ...(source.tags.length === 0 ? {} : { category: xmlText(source.tags.join(',')) }),
      })),
    },
  })
}
