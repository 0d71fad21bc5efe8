import { z } from 'zod'
import { TributaryError } from '../errors.ts'
import type { Frame, KeptItem, Tombstone } from '../model/backup.ts'
import type { KeptEdition } from '../model/edition.ts'
import type { KeptWithdrawal } from '../model/withdrawal.ts'

/** A line of an export that is read. */
export type Line =
  | ({ readonly kind: 'frame' } & Frame)
  | ({ readonly kind: 'item' } & KeptItem)
  | ({ readonly kind: 'tombstone' } & Tombstone)
  | ({ readonly kind: 'edition' } & KeptEdition)
  | ({ readonly kind: 'withdrawal' } & KeptWithdrawal)

/** Raised when an older program could not read what a newer one writes; 1 had no editions and no withdrawals. */
export const FORMAT = 2

const text = z.string()
const instant = z.int()
const hiding = z.object({ filter: text, failed: z.enum(['include', 'exclude', 'minWords', 'maxAge']), wanted: text })
const web = text.regex(/^https?:\/\/[^\s/]/i, 'an http: or https: URL').refine((url) => URL.canParse(url), 'a URL')
const person = z.object({ name: text, url: web.optional() })

const id = text.regex(/^[\w-]{1,60}$/, 'an id')
const uri = text.regex(/^tag:/, 'a tag: URI')

const item = z.object({
  ...{ key: z.int(), id, uri },
  ...{ sourceId: text, sources: z.array(text), topics: z.array(text), labels: z.array(text), boost: z.number() },
  ...{ hidden: z.boolean(), archived: z.boolean(), storyId: text, firstSeenAt: instant, changedAt: instant },
  ...{ publishedAt: instant.optional(), updatedAt: instant.optional() },
  ...{ title: text, url: web.optional(), summary: text, contentHtml: text, image: web.optional() },
  lang: text.optional(),
  authors: z.array(person),
  categories: z.array(text),
  enclosures: z.array(z.object({ url: web, type: text.optional(), length: z.number().optional() })),
  extras: z.looseObject({}).optional(),
})

const story = z.object({
  joining: z
    .object({
      score: z.number(),
      threshold: z.number(),
      because: z.array(z.object({ what: text, weight: z.number() })),
    })
    .optional(),
  byHand: z.literal(true).optional(),
  aliases: z.array(text).optional(),
})

const keptItem = z.object({
  kind: z.literal('item'),
  item,
  received: z.int(),
  rank: z.int(),
  substance: text.optional(),
  sightings: z.array(
    z.object({
      ...{ sourceId: text, guidKey: text, textKey: text.optional(), contentHash: text, rank: z.int() },
      ...{ firstSeenAt: instant, lastSeenAt: instant, hiding: hiding.optional() },
    }),
  ),
  urls: z.array(z.object({ urlKey: text, weak: z.boolean() })),
  revisions: z.array(
    z.object({ replacedAt: instant, sourceId: text, title: text, url: text.optional(), contentHtml: text }),
  ),
  story: story.optional(),
})

const tombstone = z.object({
  kind: z.literal('tombstone'),
  id: text,
  purgedAt: instant,
  sightings: z.array(z.object({ sourceId: text, guidKey: text, textKey: text.optional() })),
  urls: z.array(text),
})

const edition = z.object({
  kind: z.literal('edition'),
  name: text.regex(/^[^/]+\/(daily|weekly)\/[\w-]+$/, 'the name of an edition'),
  edition: z.object({
    stories: z.array(
      z.object({
        storyId: text,
        items: z.array(
          z.object({
            ...{ id, title: text, url: web.optional(), lang: text.optional() },
            ...{ sourceId: text, sources: z.array(text) },
          }),
        ),
      }),
    ),
    more: z.int(),
  }),
})

const withdrawal = z.object({
  kind: z.literal('withdrawal'),
  ...{ id, uri, at: instant, key: z.int() },
  ...{ sources: z.array(text), topics: z.array(text), lang: text.optional(), host: text.optional() },
})

const habits = z.object({
  guids: z.array(text).optional(),
  links: z.array(text).optional(),
  distrust: z.enum(['reused', 'volatile']).optional(),
  renamings: z.int().optional(),
})

const frame = z.object({
  kind: z.literal('frame'),
  format: z
    .int()
    .min(1)
    .max(FORMAT, { error: `format ${FORMAT}: a newer Tributary has written it, use that one` }),
  uriPrefix: text.regex(/^tag:.+:$/, 'the beginning of tag: URIs'),
  habits: z.record(text, habits),
  hiddenAt: instant.optional(),
})

const line = z.discriminatedUnion('kind', [frame, keptItem, tombstone, edition, withdrawal])

/** One line as it is written. */
export function writeLine(written: Line): string {
  return `${JSON.stringify(written.kind === 'frame' ? { ...written, format: FORMAT } : written)}\n`
}

/** One line of an export; `invalid`, with its number, where it is none. */
export function readLine(written: string, number: number): Line {
  const { data, error } = line.safeParse(parsed(written))
  // Checked; an optional field that the type wants absent is absent in JSON.
  if (data !== undefined) return data as Line
  const [issue] = error.issues
  const place = issue === undefined || issue.path.length === 0 ? '' : ` (${issue.path.join('.')})`
  throw new TributaryError(
    'invalid',
    `Line ${number} is no line of an export of Tributary: ${issue?.message ?? 'it cannot be read'}${place}. What stands before it is imported.`,
  )
}

function parsed(written: string): unknown {
  try {
    return JSON.parse(written)
  } catch {
    // Nothing that any line could be: the schema says the rest.
    return undefined
  }
}
