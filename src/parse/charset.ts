import { isAscii } from 'node:buffer'
import { analyse } from 'chardet'
import { without } from './without.ts'

const BOMS: readonly (readonly [number[], string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xff, 0xfe], 'utf-16le'],
]
/** 7-bit encodings: their bytes are valid UTF-8 whatever they say. */
const SEVEN_BIT = /^(iso-2022|csiso2022|hz-gb)/i
/** Each byte as a character: one character of UTF-8 (RFC 3629, 4), or the beginning of one that was cut off, or a byte. */
const UTF8_CHARACTER =
  /([\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})|((?:[\xc2\xc3]|[\xe0-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{1,2})(?=\s*(?:\.\.|\xe2\x80\xa6|[<\]]|&)))|[\x80-\xff]/g
/** What the Encoding Standard does not list, and some documents say. */
const ALIASES = new Map([
  ['macroman', 'macintosh'],
  ['mac-roman', 'macintosh'],
  ['mac-cyrillic', 'x-mac-cyrillic'],
  ['maccyrillic', 'x-mac-cyrillic'],
])
/** The bytes of UTF-8, each as a character, of what 80 to FF are in windows-1252. */
const WINDOWS_1252 = Array.from({ length: 0x80 }, (_, byte) =>
  Buffer.from(new TextDecoder('windows-1252').decode(Uint8Array.of(0x80 + byte))).toString('latin1'),
)
/** What is read to find an encoding by its letters. */
const SAMPLE = 200_000

const DECLARATION = /^[^<]*<\?xml[^>]*?encoding\s*=\s*["']\s*([\w.:-]+)/i

export interface Decoded {
  readonly text: string
  /** The encoding that was used, as the WHATWG Encoding Standard names it. */
  readonly charset: string
}

/**
 * Decodes a feed document. A byte order mark decides, then what the bytes themselves prove (text in UTF-8 by accident
 * does not happen), then Content-Type, then the XML declaration (RFC 7303, 3), as far as the bytes bear them out, then
 * what the letters look like, then windows-1252.
 */
export function decode(bytes: Uint8Array, contentType = ''): Decoded {
  const certain = markedAs(bytes) ?? utf16By(bytes)
  if (certain !== undefined) return using(certain, bytes)
  const declared = declaredIn(bytes, contentType)
  // Their bytes are 7 bits: anything more shows that the declaration lies.
  const sevenBit = declared.find((name) => SEVEN_BIT.test(name))
  if (sevenBit !== undefined && isAscii(bytes)) return using(sevenBit, bytes)
  const utf8 = asUtf8(bytes, declared.includes('utf-8') ? 1 : 10)
  if (utf8 !== undefined) return { text: utf8, charset: 'utf-8' }
  for (const name of declared.filter((each) => !each.startsWith('utf-'))) {
    const decoded = using(name, bytes)
    if (isSound(decoded.text)) return decoded
  }
  return using(detected(bytes) ?? 'windows-1252', bytes)
}

function markedAs(bytes: Uint8Array): string | undefined {
  return BOMS.find(([mark]) => mark.every((byte, i) => bytes[i] === byte))?.[1]
}

/** What Content-Type and the XML declaration say, as the Encoding Standard names it. */
export function declaredIn(bytes: Uint8Array, contentType: string): string[] {
  const head = latin1(bytes.subarray(0, 1024)).replaceAll('\0', '')
  return [
    /charset\s*=\s*(?:["']\s*)?([\w.:-]+)/i.exec(contentType.slice(0, 500))?.[1],
    DECLARATION.exec(without('<!--', '-->', head))?.[1],
  ].flatMap((label) => (label === undefined ? [] : (encodingNamed(label) ?? [])))
}

function using(charset: string, bytes: Uint8Array): Decoded {
  return { text: new TextDecoder(charset).decode(bytes), charset }
}

function asUtf8(bytes: Uint8Array, ratio: number): string | undefined {
  try {
    // As of a stream: a document may have been cut within a character.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    // Not UTF-8 is an answer here, not an error: another encoding is tried.
    return mostlyUtf8(bytes, ratio)
  }
}

/**
 * A byte pasted from elsewhere must not spoil a document whose other letters all are UTF-8: it is windows-1252. What is
 * left of a character at the end of a text that a script cut by bytes is dropped.
 */
function mostlyUtf8(bytes: Uint8Array, ratio: number): string | undefined {
  const written = latin1(bytes)
  if (isHardlyUtf8(written, ratio)) return undefined
  let [sound, damaged] = [0, 0]
  const mended = written.replace(UTF8_CHARACTER, (character, whole?: string, cut?: string) => {
    if (whole !== undefined) {
      sound += 1
      return character
    }
    damaged += 1
    if (cut !== undefined) return ''
    return WINDOWS_1252[character.charCodeAt(0) - 0x80] ?? ''
  })
  return sound > ratio * damaged ? Buffer.from(mended, 'latin1').toString('utf8') : undefined
}

/** By its beginning, which is enough for most documents in an older encoding. */
function isHardlyUtf8(written: string, ratio: number): boolean {
  const characters = written.slice(0, 100_000).match(UTF8_CHARACTER) ?? []
  const sound = characters.filter(({ length }) => length > 1).length
  return characters.length > 1_000 && sound < (characters.length - sound) * ratio
}

/** Whether hardly anything in a text could not be decoded. */
function isSound(text: string): boolean {
  const damaged = text.match(/\ufffd/g)?.length ?? 0
  return damaged === 0 || 20 * damaged < (text.match(/[^\x00-\x7f]/g)?.length ?? 0)
}

/** What the letters look like, where they look like one encoding clearly more than like windows-1252. */
function detected(bytes: Uint8Array): string | undefined {
  // Markup is the same in all of them.
  const letters = latin1(bytes.subarray(0, SAMPLE)).replace(/<[^<>]*>/g, ' ')
  const guesses = analyse(Buffer.from(letters, 'latin1'))
  const western = guesses.find(({ name }) => name === 'windows-1252' || name === 'ISO-8859-1')?.confidence ?? 0
  for (const { name, confidence } of guesses) {
    const encoding = encodingNamed(name)
    if (encoding === undefined || encoding.startsWith('utf-')) continue
    if (confidence < western + 10) return undefined
    if (isSound(using(encoding, bytes).text)) return encoding
  }
  return undefined
}

function encodingNamed(label: string): string | undefined {
  try {
    return new TextDecoder(
      ALIASES.get(label.toLowerCase()) ?? label.replace(/^(windows|cp)[_-]?(?=12\d\d$)/i, 'windows-'),
    ).encoding
  } catch {
    // An encoding that nobody knows is as good as none declared.
    return undefined
  }
}

/** Markup in UTF-16 without a mark has a zero in every other of its first bytes. */
function utf16By(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return 'utf-16be'
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return 'utf-16le'
  return undefined
}

/** Each byte as the character of its number, which no encoding of the Encoding Standard does. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
