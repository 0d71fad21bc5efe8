import { Parser } from 'htmlparser2'
import { TributaryError } from '../errors.ts'
import { readReferences } from './tolerant/references.ts'
import { type Element, TreeBuilder } from './tree.ts'
import { readXml } from './xml.ts'

/** Elements within one another, where tags do not match: nobody means so many, and the parser takes long over them. */
const MAX_OPEN = 1_000

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
  if (start < 0) return { root: document.root, repairs: [] }
  const [illFormed = ''] = document.repairs
  // What reads feeds takes other ends for the end than an OPML has.
  const isWhole = /<\/opml\s*>/i.test(text.slice(start))
  return {
    root: readTags(text.slice(start)),
    repairs: isWhole ? [illFormed] : [illFormed, 'it is cut off before its end'],
  }
}

function readTags(text: string): Element | undefined {
  const builder = new TreeBuilder({ mojibake: false })
  let open = 0
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        open += 1
        if (open > MAX_OPEN)
          throw new TributaryError('invalid', `This OPML has more than ${MAX_OPEN} elements without an end tag.`)
        const read = Object.entries(attributes).map(([key, value]) => [key, readReferences(value)] as const)
        builder.open(name, Object.fromEntries(read))
      },
      onclosetag: () => {
        open -= 1
        builder.close()
      },
    },
    { xmlMode: true, decodeEntities: false },
  )
  parser.end(text)
  return builder.root
}
