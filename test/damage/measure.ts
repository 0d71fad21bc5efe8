import type { ParsedEntry, ParsedFeed } from '../../src/model/parsed-feed.ts'
import { parseFeed } from '../../src/parse/parse.ts'
import { ATTRIBUTE_DAMAGE } from './attribute-damage.ts'
import type { Damage, Damaged, Slot } from './damage.ts'
import { DOCUMENT_DAMAGE } from './document-damage.ts'
import { type Draft, encode, textOf } from './draft.ts'
import { writeFeeds } from './feeds.ts'
import { MARKUP_DAMAGE } from './markup-damage.ts'
import { Random } from './random.ts'
import { TEXT_DAMAGE } from './text-damage.ts'
import { WHOLE_DAMAGE } from './whole-damage.ts'

export const KINDS: Readonly<Record<string, Damage>> = {
  ...TEXT_DAMAGE,
  ...MARKUP_DAMAGE,
  ...ATTRIBUTE_DAMAGE,
  ...DOCUMENT_DAMAGE,
  ...WHOLE_DAMAGE,
}

/** One kind of damage done to one feed. */
export interface Pair {
  readonly kind: string
  readonly feed: string
  readonly bytes: Uint8Array
  /** What is wrong with what came of it; `undefined` where every item that was not touched is whole. */
  readonly problem: string | undefined
  /** It was no longer well-formed, or could not be read. */
  readonly illFormed: boolean
  /** Items that were touched, and how many of them still have their link. */
  readonly touched: number
  readonly found: number
}

/** Does every kind of damage to every feed, by the same chance for the same `round`. */
export async function measure(round = 0): Promise<Pair[]> {
  const pairs: Pair[] = []
  for (const draft of writeFeeds()) {
    const sound = await parseFeed(encode(textOf(draft), draft.encoding))
    for (const [kind, damage] of Object.entries(KINDS)) {
      const damaged = damage(draft, new Random(`${draft.name} ${kind} ${round}`))
      if (damaged !== undefined) pairs.push(await measureOne(kind, draft, damaged, sound))
    }
  }
  return pairs
}

async function measureOne(kind: string, draft: Draft, { bytes, slots }: Damaged, sound: ParsedFeed): Promise<Pair> {
  const read = await parseFeed(bytes).catch(String)
  const entries = typeof read === 'string' ? [] : read.entries
  const links = new Set(entries.map(({ link }) => link))
  const touched = slots.filter(({ whole }) => !whole)
  const problem = typeof read === 'string' ? read : compare(entries, slots, sound.entries)
  return {
    ...{ kind, feed: draft.name, bytes, problem },
    illFormed: typeof read === 'string' || read.repairs.length > 0,
    touched: touched.length,
    found: touched.filter(({ item }) => links.has(sound.entries[item]?.link)).length,
  }
}

/** Every entry is that of a slot, in their order; a slot that was touched may have any entry or none. */
function compare(entries: readonly ParsedEntry[], slots: readonly Slot[], sound: readonly ParsedEntry[]) {
  const found = entries.map((entry) => JSON.stringify(entry))
  const wanted = slots.map(({ item, whole }) => (whole ? JSON.stringify(sound[item]) : undefined))
  let at = 0
  for (const [place, entry] of wanted.entries()) {
    const rest = wanted.slice(place + 1).filter((one) => one !== undefined)
    if (entry === undefined) at += at < found.length && !rest.includes(found[at] ?? '') ? 1 : 0
    else if (found[at++] !== entry) return `item ${slots[place]?.item} is ${found[at - 1] ?? 'missing'}, not ${entry}`
  }
  return at < found.length ? `${found[at]} too much` : undefined
}
