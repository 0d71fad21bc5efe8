import { decodeHTMLAttribute } from 'entities'

const REFERENCE = /&(?:#[xX]([\da-fA-F]+);?|#(\d+);?|([A-Za-z][A-Za-z\d]{1,31});?[=A-Za-z\d]?)/g

/**
 * Text with its references read as a browser does: HTML's entities too, the old ones without their semicolon where no
 * letter or `=` follows (`?a=1&copy=2` is a URL). What stands for no character of XML (1.0, 2.2) is dropped, and what
 * nobody knows stays as it is written.
 */
export function readReferences(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(REFERENCE, (written, hex?: string, decimal?: string) => {
    const code = Number.parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16)
    if (Number.isNaN(code)) return decodeHTMLAttribute(written)
    return isCharacter(code) ? decodeHTMLAttribute(written.endsWith(';') ? written : `${written};`) : ''
  })
}

function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd
  return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff)
}
