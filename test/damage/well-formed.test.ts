import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isMojibake } from '../../src/parse/mojibake.ts'
import { readTolerantly } from '../../src/parse/repair.ts'
import { type Element, TreeBuilder } from '../../src/parse/tree.ts'
import { readXml } from '../../src/parse/xml.ts'
import { textOf } from './draft.ts'
import { writeFeeds } from './feeds.ts'

const FOLDER = new URL('../fixtures/feeds/', import.meta.url)
/** It quotes an item in CDATA: whether an end was lost there only its being well-formed tells. */
const QUOTING = 'rss-description-quotes-feed.xml'
const FIXTURES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.xml') && file !== QUOTING)
  .map((file): [string, string] => [file, readFileSync(new URL(file, FOLDER), 'utf8')])
const FEEDS = writeFeeds().map((draft): [string, string] => [draft.name, textOf(draft)])
const ROOTS = ['rss', 'rdf:rdf', 'feed']

describe('the tolerant reader', () => {
  it('makes the same of a well-formed document as the strict one', () => {
    let compared = 0
    for (const [name, text] of [...FEEDS, ...FIXTURES]) {
      const strict = readXml(text)
      if (strict === undefined || strict.repairs.length > 0 || !ROOTS.includes(strict.root.name)) continue
      expect(treeOf(tolerantly(text)), name).toEqual(treeOf(strict.root))
      compared += 1
    }
    expect(compared).toBeGreaterThan(500)
  })
})

function tolerantly(text: string): Element | undefined {
  const builder = new TreeBuilder({ mojibake: isMojibake(text) })
  readTolerantly(text, builder)
  return builder.root
}

/** What matters of an element, with texts that follow each other as one. */
function treeOf(element: Element | undefined): object | undefined {
  if (element === undefined) return undefined
  const nodes: (object | string | undefined)[] = []
  for (const node of element.nodes) {
    const last = nodes.at(-1)
    if (typeof node !== 'string') nodes.push(treeOf(node))
    else if (typeof last === 'string') nodes[nodes.length - 1] = last + node
    else if (node !== '') nodes.push(node)
  }
  return { name: element.name, attributes: { ...element.attributes }, base: element.base, lang: element.lang, nodes }
}
