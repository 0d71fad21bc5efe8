import { z } from 'zod'
import { htmlProblems, isTagUri, isUri, plainProblems, textProblems } from './texts.ts'

const link = z.string().refine(isUri, 'no absolute link')
const line = z
  .string()
  .refine((text) => plainProblems(text.replaceAll('<', ''), 'line').length === 0, 'no line of text')
const text = z.string().refine((text) => textProblems(text, 'text').length === 0, 'no text')
const moment = z.iso.datetime()
const language = z.string().refine((tag) => Intl.getCanonicalLocales(tag)[0] === tag, 'no language tag (RFC 5646)')
const author = z.strictObject({ name: line, url: link.optional() })
const origin = z.strictObject({ source: line.optional(), title: line, url: link.optional() })
const attachment = z.strictObject({
  url: link,
  mime_type: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/),
  size_in_bytes: z.int().positive().optional(),
})
const also = z.strictObject({ id: line, url: link, title: line, source: line, lang: language.optional() })
const item = z.strictObject({
  id: z.string().refine(isTagUri, 'no tag: URI (RFC 4151)'),
  url: link,
  title: line,
  content_html: z.string().min(1),
  summary: text.optional(),
  image: link.optional(),
  date_published: moment,
  date_modified: moment,
  authors: z.array(author).min(1),
  tags: z.array(line),
  language: language.optional(),
  attachments: z.array(attachment).min(1).optional(),
  _tributary: z.strictObject({
    source: line,
    sources: z.array(line).min(1),
    origins: z.array(origin).min(1),
    topics: z.array(line),
    story: line,
    also: z.array(also).optional(),
  }),
})
/** JSON Feed 1.1 as far as we write it, and nothing beside it. */
const feed = z.strictObject({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: line,
  home_page_url: link,
  feed_url: link,
  description: line,
  language: language.optional(),
  authors: z.array(author).min(1),
  hubs: z
    .array(z.strictObject({ type: z.literal('WebSub'), url: link }))
    .min(1)
    .optional(),
  next_url: link.optional(),
  _tributary: z
    .strictObject({
      archive: z.boolean(),
      current: link,
      prev_archive: link.optional(),
      next_archive: link.optional(),
    })
    .optional(),
  items: z.array(item),
})

/** What is wrong with a JSON Feed: by the specification (1.1), and by what our ids and texts are to be. */
export function jsonProblems(document: string): string[] {
  const { success, data, error } = feed.safeParse(JSON.parse(document))
  if (!success) return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  const ids = data.items.map(({ id }) => id)
  return [
    ...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `two items are ${id}`),
    ...data.items.flatMap(({ id, content_html }) => htmlProblems(content_html, id)),
  ]
}
