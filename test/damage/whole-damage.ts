import { type Damage, type Damaged, itemAt, slotsOf } from './damage.ts'
import { type Draft, encode, textOf } from './draft.ts'
import type { Random } from './random.ts'

/** Damage to a document as a whole: its encoding, its length, its items' number. */
export const WHOLE_DAMAGE: Readonly<Record<string, Damage>> = {
  'other encoding declared': (draft, random) => {
    const other = random.pick(['UTF-16', 'us-ascii', 'x-unknown', 'utf8', 'iso-8859-1'])
    // A document in a one-byte encoding can only be read by its declaration, or by luck.
    if (draft.encoding !== 'utf-8') return undefined
    return sound(draft, textOf(draft).replace(/encoding="[^"]*"/, `encoding="${other}"`))
  },
  'UTF-16 without a mark': (draft, random) => {
    const encoding = random.pick(['utf-16le', 'utf-16be'])
    const text = textOf(draft).replace(/&(?!\w+;|#)/g, '&')
    return { bytes: encode(text, encoding), slots: slotsOf(draft, []) }
  },
  'line ends of a lone CR': (draft) => sound(draft, textOf(draft).replace(/\r?\n/g, '\r')),
  'tags in upper case': (draft) => {
    return sound(
      draft,
      renamed(textOf(draft), (name) => name.replace(/[^:]+$/, (local) => local.toUpperCase())),
    )
  },
  'end tags in upper case': (draft) => {
    return sound(
      draft,
      renamed(textOf(draft), (name) => (name.startsWith('/') ? name.toUpperCase() : name)),
    )
  },
  'feed twice': (draft) => sound(draft, textOf(draft) + textOf(draft)),
  'feed twice, once cut': (draft) => sound(draft, textOf(draft) + textOf(draft).slice(0, textOf(draft).length / 2)),
  'item twice': (draft, random) => {
    const place = random.below(draft.items.length)
    const again = (value: readonly string[]) => value.toSpliced(place, 0, value[place] ?? '')
    const slots = slotsOf(draft, [])
    const twice = slots.flatMap((slot) => (slot.item === place ? [slot, slot] : [slot]))
    return { bytes: bytesOf({ ...draft, items: again(draft.items) }), slots: twice }
  },
  'item without anything in it': (draft, random) => {
    const place = random.below(draft.items.length)
    const empty = random.pick(['<item></item>', '<item/>', '<entry/>', '<item>\n</item>'])
    const items = draft.items.with(
      place,
      empty.replace(/item|entry/g, /^<([\w:]+)/.exec(draft.items[0] ?? '')?.[1] ?? ''),
    )
    return { bytes: bytesOf({ ...draft, items }), slots: slotsOf(draft, [place]) }
  },
  'cut in a text': cutAt(/[^\s<>&]{3}\s[^\s<>&]{3}/g, 3),
  'cut in a tag': cutAt(/<\/?[\w:]{2}|="[^"]/g, 2),
  'cut in CDATA or markup': cutAt(/<!\[CDATA\[.{30}|&lt;p|<p>|<!\[CD/g, 6),
  'cut in a reference': cutAt(/&#?\w{2}/g, 3),
  'cut anywhere': cutAt(/[\s\S]/g, 1),
  'cut, and marked by a cache': cutAt(/[\s\S]/g, 1, '\n<!-- served from cache -->'),
  'piece lost': (draft, random) => {
    const text = textOf(draft)
    const from = draft.head.length + random.below(text.length - draft.head.length - draft.tail.length - 20)
    const to = Math.min(from + 10 + random.below(2_000), text.length - draft.tail.length)
    const [first, last] = [itemAt(draft, from), itemAt(draft, to - 1)]
    const touched = draft.items.map((_, place) => place).filter((place) => place >= first && place <= last)
    return { bytes: encode(text.slice(0, from) + text.slice(to), draft.encoding), slots: slotsOf(draft, touched) }
  },
}

function bytesOf(draft: Draft): Buffer {
  return encode(textOf(draft), draft.encoding)
}

function sound(draft: Draft, text: string): Damaged {
  return { bytes: encode(text, draft.encoding), slots: slotsOf(draft, []) }
}

/** With other names of elements; what stands in CDATA is no element. */
function renamed(text: string, rename: (name: string) => string): string {
  return text.replace(/<!\[CDATA\[[\s\S]*?\]\]>|<(\/?[A-Za-z][\w:]*)/g, (whole, name?: string) => {
    return name === undefined ? whole : `<${rename(name)}`
  })
}

/** The document up to one of the places within its items where this stands; the item that was cut must not be seen. */
function cutAt(where: RegExp, after: number, then = ''): Damage {
  return (draft, random: Random) => {
    const text = textOf(draft)
    const end = text.length - draft.tail.length
    const places = [...text.matchAll(where)].map(({ index }) => index + after)
    const within = places.filter((at) => at > draft.head.length && at < end)
    if (within.length === 0) return undefined
    const at = random.pick(within)
    const whole = slotsOf(draft, []).slice(0, itemAt(draft, at))
    return { bytes: encode(text.slice(0, at) + then, draft.encoding), slots: whole }
  }
}
