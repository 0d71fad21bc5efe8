const BOMS: readonly (readonly [number[], string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xff, 0xfe], 'utf-16le'],
]
/** 7-bit encodings: their bytes are valid UTF-8 whatever they say. */
const SEVEN_BIT = /^(iso-2022|csiso2022|hz-gb)/i

export interface Decoded {
  readonly text: string
  /** The encoding that was used, as the WHATWG Encoding Standard names it. */
  readonly charset: string
}

/**
 * Decodes a feed document. A byte order mark decides, then what the bytes themselves prove (text in UTF-8 by accident
 * does not happen), then Content-Type, then the XML declaration (RFC 7303, 3), then windows-1252 as browsers do.
 */
export function decode(bytes: Uint8Array, contentType = ''): Decoded {
  const bom = BOMS.find(([mark]) => mark.every((byte, i) => bytes[i] === byte))
  if (bom !== undefined) return using(bom[1], bytes)
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  const declared = [
    /charset\s*=\s*(?:["']\s*)?([\w.:-]+)/i.exec(contentType.slice(0, 500))?.[1],
    /^[^<]*<\?xml[^>]*?encoding\s*=\s*["']\s*([\w.:-]+)/i.exec(head.replaceAll('\0', ''))?.[1],
  ].flatMap((label) => (label === undefined ? [] : (encodingNamed(label) ?? [])))

  const wide = utf16By(bytes)
  if (wide !== undefined) return using(wide, bytes)
  const sevenBit = declared.find((name) => SEVEN_BIT.test(name))
  if (sevenBit !== undefined) return using(sevenBit, bytes)
  const utf8 = asUtf8(bytes)
  if (utf8 !== undefined) return { text: utf8, charset: 'utf-8' }
  const single = declared.find((name) => !name.startsWith('utf-'))
  return using(single ?? 'windows-1252', bytes)
}

function using(charset: string, bytes: Uint8Array): Decoded {
  return { text: new TextDecoder(charset).decode(bytes), charset }
}

function asUtf8(bytes: Uint8Array): string | undefined {
  try {
    // As of a stream: a document may have been cut within a character.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    // Not UTF-8 is an answer here, not an error: another encoding is tried.
    return mostlyUtf8(bytes)
  }
}

/** One byte pasted from elsewhere must not spoil a document whose other letters all are UTF-8. */
function mostlyUtf8(bytes: Uint8Array): string | undefined {
  const text = using('utf-8', bytes).text
  const damaged = text.match(/\ufffd/g)?.length ?? 0
  const sound = text.match(/[^\x00-\x7f\ufffd]/g)?.length ?? 0
  return sound > 10 * damaged ? text : undefined
}

function encodingNamed(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding
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
