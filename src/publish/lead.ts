import type { Item } from '../model/item.ts'
import type { Source } from '../model/source.ts'

/** What of an article decides whether it leads; of its text the length. */
export interface Leading extends Pick<Item, 'sourceId' | 'lang' | 'key'> {
  readonly contentHtml: { readonly length: number }
}

/** Which article of a story comes first: by the priority of its source, the language asked for, what there is to read, and time. */
export function leadFirst(
  sources: readonly Pick<Source, 'id' | 'priority'>[],
  lang: string | undefined,
): (one: Leading, other: Leading) => number {
  const priority = ({ sourceId }: Leading) => sources.find(({ id }) => id === sourceId)?.priority ?? 0
  const isIn = (item: Leading) =>
    lang !== undefined && (item.lang === lang || item.lang?.startsWith(`${lang}-`)) ? 1 : 0
  return (one, other) =>
    priority(other) - priority(one) ||
    isIn(other) - isIn(one) ||
    other.contentHtml.length - one.contentHtml.length ||
    one.key - other.key
}
