import { describe, expect, it } from 'vitest'
import { closeDirections, plainLine, plainName } from '../../src/publish/plain-text.ts'
import { standIn, withoutStandIns, xmlText } from '../../src/publish/xml-text.ts'

const [RLE, RLO, PDF, RLI, PDI] = ['\u202b', '\u202e', '\u202c', '\u2067', '\u2069']

describe('directions', () => {
  it.each([
    ['nothing', 'nothing'],
    [`${RLO}a`, `${RLO}a${PDF}`],
    [`${RLI}a${RLE}b`, `${RLI}a${RLE}b${PDF}${PDI}`],
    [`${RLI}a${RLE}b${PDI}c`, `${RLI}a${RLE}b${PDF}${PDI}c`],
    [`${RLO}a${PDF}b${PDF}`, `${RLO}a${PDF}b`],
    [`a${PDI}b`, 'ab'],
  ])('are closed within the text: %j', (text, expected) => {
    expect(closeDirections(text)).toBe(expected)
    expect(closeDirections(expected)).toBe(expected)
  })
})

describe('plain text', () => {
  it('is on one line', () => expect(plainLine(' a\r\n\tb \u0000')).toBe('a b'))

  it.each([
    ['Ann <ann@a.example>', 'Ann'],
    ['<ann@a.example>', 'ann@a.example'],
    ['a < b > c', 'a < b > c'],
    ['<b>Bob</b>', '<b>Bob< /b>'],
  ])('of a name holds neither markup nor addresses: %s', (name, expected) => expect(plainName(name)).toBe(expected))

  it('goes through a writer as stand-ins, and comes out as hexadecimal references', () => {
    const text = `a & b <c> "d" &amp; 'e'`
    expect(standIn(text)).not.toMatch(/[&<>"]/)
    expect(withoutStandIns(standIn(text))).toBe(
      'a &#x26; b &#x3C;c&#x3E; &#x22;d&#x22; &#x26;amp; &#39;e&#39;'.replaceAll('&#39;', "'"),
    )
    expect(xmlText(standIn(text))).toBe("a  b c d amp; 'e'")
  })
})
