import { type Change, diffWordsWithSpace } from 'diff'
import type { Item, Revision } from '../model/item.ts'
import type { Instant } from '../model/source.ts'
import { textOfHtml } from '../normalise/text.ts'

/** Words that differ, beyond which two texts are shown as two: telling how they differ would take too long. */
const MAX_EDITS = 2_000
/** Of the longer of two texts, from which on a revision may have been cut. */
const CUT_HTML = 30_000

/** A run of text that an edit left, added or removed. */
export interface Run {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** One edit of an item: what it showed before, and how that differs from what followed. */
export interface Edit {
  /** When we saw that it had been edited. */
  readonly at: Instant
  readonly sourceId: string
  /** What it showed before; the text is plain. */
  readonly before: { readonly title: string; readonly url?: string; readonly text: string }
  readonly title: readonly Run[]
  readonly text: readonly Run[]
  /** Its new address, where that is another one. */
  readonly movedTo?: string
}

type Shown = Pick<Item, 'title' | 'url' | 'contentHtml' | 'summary'>

/** The edits of an item, the latest first, from the contents that they replaced. */
export function editsOf(item: Shown, revisions: readonly Revision[]): Edit[] {
  const current = { ...item, contentHtml: item.contentHtml === '' ? item.summary : item.contentHtml }
  return revisions.map((revision, i) => {
    const after = revisions[i - 1] ?? current
    const { title, url } = revision
    const [before, since] = [textOf(revision), textOf(after)]
    return {
      at: revision.replacedAt,
      sourceId: revision.sourceId,
      before: { title, ...(url === undefined ? {} : { url }), text: before },
      title: runsOf(title, after.title),
      text: runsOf(before, since),
      ...(after.url === undefined || after.url === url ? {} : { movedTo: after.url }),
    }
  })
}

function textOf({ contentHtml }: Pick<Item, 'contentHtml'>): string {
  return textOfHtml(contentHtml.slice(0, CUT_HTML))
}

function runsOf(before: string, after: string): Run[] {
  const changes: readonly Change[] = diffWordsWithSpace(before, after, { maxEditLength: MAX_EDITS }) ?? [
    { value: before, added: false, removed: true, count: 1 },
    { value: after, added: true, removed: false, count: 1 },
  ]
  return changes
    .filter(({ value }) => value !== '')
    .map(({ value, added, removed }) => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text: value }))
}
