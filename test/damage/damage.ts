import { type Draft, encode, textOf } from './draft.ts'
import type { Random } from './random.ts'

/** An item that a reader of the damaged document should find. */
export interface Slot {
  /** Its place in the sound document. */
  readonly item: number
  /** The damage did not touch it: it has to come out as it was. Another one may be missing, or be changed. */
  readonly whole: boolean
}

export interface Damaged {
  readonly bytes: Uint8Array
  readonly slots: readonly Slot[]
}

/** `undefined` where a feed has nothing that this could be done to. */
export type Damage = (draft: Draft, random: Random) => Damaged | undefined

/** An element as it is written. */
export interface Written {
  readonly open: string
  readonly content: string
  readonly close: string
}

export const TITLE = ['title']
export const LINK = ['link']
export const TEXT = ['encoded', 'content', 'description', 'summary']
export const FIELDS = [...TITLE, ...LINK, ...TEXT, 'guid', 'id', 'pubDate', 'updated', 'creator', 'category']

/** Damage to one to three items. */
export function inItems(edit: (item: string, random: Random) => string): Damage {
  return (draft, random) => {
    const chosen = random.some(1 + random.below(3), draft.items.length)
    const items = draft.items.map((item, place) => (chosen.includes(place) ? edit(item, random) : item))
    const touched = chosen.filter((place) => items[place] !== draft.items[place])
    if (touched.length === 0) return undefined
    return { bytes: encode(textOf({ ...draft, items }), draft.encoding), slots: slotsOf(draft, touched) }
  }
}

/** Damage to one element of one to three items. */
export function inElements(names: readonly string[], edit: (element: Written, random: Random) => string): Damage {
  return inItems((item, random) => editElement(item, names, (element) => edit(element, random), random))
}

/** Damage that touches no item: to what stands before, between and after them. */
export function aroundItems(edit: (draft: Draft, random: Random) => Draft | undefined): Damage {
  return (draft, random) => {
    const edited = edit(draft, random)
    if (edited === undefined || textOf(edited) === textOf(draft)) return undefined
    return { bytes: encode(textOf(edited), edited.encoding), slots: slotsOf(draft, []) }
  }
}

/** All items, whole but for those that are touched. */
export function slotsOf(draft: Draft, touched: readonly number[]): Slot[] {
  return draft.items.map((_, item) => ({ item, whole: !touched.includes(item) }))
}

/** The markup with one of its elements, chosen among those of these local names, written anew. */
export function editElement(
  markup: string,
  names: readonly string[],
  write: (element: Written) => string,
  random: Random,
): string {
  const found = names.flatMap((name) => {
    const pattern = new RegExp(`(<((?:\\w+:)?${name})(?:\\s[^>]*)?(?<!/)>)([\\s\\S]*?)(</\\2>)`)
    const match = pattern.exec(markup)
    return match === null ? [] : [match]
  })
  if (found.length === 0) return markup
  const [whole, open = '', , content = '', close = ''] = random.pick(found)
  return markup.replace(whole, () => write({ open, content, close }))
}

/** Text with something put in: at its start, its end, or at a space in it, but never into markup or CDATA. */
export function insert(content: string, what: string, random: Random): string {
  const spaces = /[<&]/.test(content) ? [] : [...content.matchAll(/ /g)].map(({ index }) => index)
  const at = random.pick([0, content.length, ...spaces])
  return content.slice(0, at) + what + content.slice(at)
}

/** What comes of the document where an item's share is cut or replaced: `at` is counted in its text. */
export function itemAt({ head, items, between }: Draft, at: number): number {
  let end = head.length
  for (const [place, item] of items.entries()) {
    end += item.length
    if (at < end) return place
    end += between.length
  }
  return items.length
}
