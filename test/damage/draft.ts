/** A feed document in pieces, so that damage can be done to one of them. */
export interface Draft {
  readonly name: string
  /** Everything before the first item. */
  readonly head: string
  /** Each from its start tag to its end tag. */
  readonly items: readonly string[]
  /** White space between two items. */
  readonly between: string
  readonly tail: string
  /** By the WHATWG name; what no single-byte encoding can say is a character reference already. */
  readonly encoding: string
}

export function textOf({ head, items, between, tail }: Draft): string {
  return head + items.join(between) + tail
}

const QUESTION_MARK = 0x3f
const tables = new Map<string, ReadonlyMap<string, number>>()

/** A document's bytes in its encoding; what that cannot say is a question mark. */
export function encode(text: string, encoding: string): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8')
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le')
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16()
  const table = tables.get(encoding) ?? tableOf(encoding)
  tables.set(encoding, table)
  return Buffer.from(Array.from(text, (character) => table.get(character) ?? QUESTION_MARK))
}

function tableOf(encoding: string): ReadonlyMap<string, number> {
  const characters = new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))
  return new Map(Array.from(characters, (character, byte) => [character, byte]))
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
