type Table = ReadonlyMap<string, readonly number[]>

const TABLES = new Map<string, Table>()
const BEYOND_ASCII = Array.from({ length: 0x80 }, (_, i) => 0x80 + i)
const SECOND_BYTES = Array.from({ length: 0xc0 }, (_, i) => 0x40 + i)
/** No encoding has it as the second byte of a character, so it parts whatever is before it from what comes after. */
const LINE_FEED = 0x0a

/**
 * A text in any encoding of the WHATWG Encoding Standard, as far as one or two bytes a character go; `bom` is for UTF.
 * Throws for a character that the encoding does not have.
 */
export function encoded(text: string, encoding = 'utf-8', bom = false): Uint8Array {
  const marked = bom ? `\ufeff${text}` : text
  if (encoding === 'utf-8') return Buffer.from(marked, 'utf8')
  if (encoding === 'utf-16le') return Buffer.from(marked, 'utf16le')
  if (encoding === 'utf-16be') return Buffer.from(marked, 'utf16le').swap16()
  if (encoding === 'iso-2022-jp') return inSevenBits(text)
  return Uint8Array.from([...text].flatMap((character) => bytesOf(character, encoding)))
}

/** What is not ASCII is as in EUC-JP but without the eighth bit, between an escape to JIS X 0208 and one back. */
function inSevenBits(text: string): Uint8Array {
  const escaped = text.replace(/[^\x00-\x7f]+/g, (run) => {
    const wide = [...run].flatMap((character) => bytesOf(character, 'euc-jp'))
    return `\x1b$B${String.fromCharCode(...wide.map((byte) => byte & 0x7f))}\x1b(B`
  })
  return Buffer.from(escaped, 'latin1')
}

function bytesOf(character: string, encoding: string): readonly number[] {
  const bytes = character < '\x80' ? [character.charCodeAt(0)] : tableOf(encoding).get(character)
  if (bytes === undefined) throw new Error(`${encoding} has no ${character}`)
  return bytes
}

/** The platform has decoders only: each sequence of one or two bytes is decoded, and the answers are read backwards. */
function tableOf(encoding: string): Table {
  const known = TABLES.get(encoding)
  if (known !== undefined) return known
  const sequences = BEYOND_ASCII.flatMap((first) => [[first], ...SECOND_BYTES.map((second) => [first, second])])
  const bytes = Uint8Array.from(sequences.flatMap((sequence) => [...sequence, LINE_FEED]))
  const table = new Map<string, readonly number[]>()
  for (const [place, text] of new TextDecoder(encoding).decode(bytes).split('\n').entries()) {
    const sequence = sequences[place]
    const isOne = [...text].length === 1 && text !== '\ufffd'
    if (isOne && sequence !== undefined && !table.has(text)) table.set(text, sequence)
  }
  TABLES.set(encoding, table)
  return table
}
