import type { Item } from '../model/item.ts'
import type { Source } from '../model/source.ts'

/** Which article of a story comes first: by the priority of its source, the language asked for, what there is to read, and time. */
export function leadFirst(
  sources: readonly Pick<Source, 'id' | 'priority'>[],
  lang: string | undefined,
): (one: Item, other: Item) => number {
  const priority = ({ sourceId }: Item) => sources.find(({ id }) => id === sourceId)?.priority ?? 0
  const isIn = (item: Item) => (lang !== undefined && (item.lang === lang || item.lang?.startsWith(`${lang}-`)) ? 1 : 0)
  return (one, other) =>
    priority(other) - priority(one) ||
    isIn(other) - isIn(one) ||
    other.contentHtml.length - one.contentHtml.length ||
    one.key - other.key
}
