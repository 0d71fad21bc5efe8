import { Parser } from 'htmlparser2'
import { readReferences } from './tolerant/references.ts'
import { type Element, TreeBuilder } from './tree.ts'
import { readXml } from './xml.ts'

/** The root of an XML document, mended where it is ill-formed, and what had to be mended. */
export interface OpmlTree {
  readonly root: Element | undefined
  readonly repairs: readonly string[]
}

/**
 * Reads an OPML document as XML, or, where it is not well-formed, tag by tag: its elements have no text between them, so
 * that nothing has to be known of them. Entities that the document defines itself are never expanded.
 */
export function readOpmlTree(text: string): OpmlTree {
  const document = readXml(text)
  if (document === undefined || document.repairs.length === 0) return { root: document?.root, repairs: [] }
  const start = text.search(/<opml[\s>]/i)
  return start < 0
    ? { root: document.root, repairs: [] }
    : { root: readTags(text.slice(start)), repairs: document.repairs }
}

function readTags(text: string): Element | undefined {
  const builder = new TreeBuilder({ mojibake: false })
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        const read = Object.entries(attributes).map(([key, value]) => [key, readReferences(value)] as const)
        builder.open(name, Object.fromEntries(read))
      },
      onclosetag: () => builder.close(),
    },
    { xmlMode: true, decodeEntities: false },
  )
  parser.end(text)
  return builder.root
}
