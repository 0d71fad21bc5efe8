import { SaxesParser } from 'saxes'
import { isMojibake } from './mojibake.ts'
import { readTolerantly } from './repair.ts'
import { type Element, TreeBuilder } from './tree.ts'

export interface XmlDocument {
  readonly root: Element
  /** What had to be mended, in words. */
  readonly repairs: readonly string[]
  /** The document ends before its root does. */
  readonly cutOff: boolean
}

/**
 * Reads an XML document, by the rules where it keeps them, tolerantly where it does not; `undefined` where there is no
 * element in it. Entities that the document defines itself are never expanded.
 */
export function readXml(text: string): XmlDocument | undefined {
  const options = { mojibake: isMojibake(text) }
  const strict = new TreeBuilder(options)
  const problem = readStrictly(text, strict)
  if (problem === undefined)
    return strict.root === undefined ? undefined : { root: strict.root, repairs: [], cutOff: false }
  const tolerant = new TreeBuilder(options)
  const cutOff = !readTolerantly(text, tolerant)
  if (tolerant.root === undefined) return undefined
  return {
    root: tolerant.root,
    repairs: [`not well-formed XML (${problem}), repaired`, ...(cutOff ? ['it is cut off before its end'] : [])],
    cutOff,
  }
}

/** What is wrong with the document first, with line and column; `undefined` where it is well-formed. */
function readStrictly(text: string, builder: TreeBuilder): string | undefined {
  const parser = new SaxesParser({ xmlns: false })
  // CDATA within CDATA has to be split, and goes on in a section of its own.
  let swallowed = false
  const afterCdata = () => {
    if (swallowed) throw new IllFormed('CDATA without an end')
  }
  parser.on('opentag', ({ name, attributes }) => {
    afterCdata()
    builder.open(name, attributes)
  })
  parser.on('text', (data) => {
    afterCdata()
    builder.text(data)
  })
  parser.on('cdata', (data) => {
    swallowed = swallowsItem(data)
    builder.text(data)
  })
  parser.on('closetag', () => {
    afterCdata()
    builder.close()
  })
  parser.on('error', (problem) => {
    throw new IllFormed(problem.message.replace(/^undefined:/, ''))
  })
  try {
    parser.write(text).close()
    return undefined
  } catch (problem) {
    if (problem instanceof IllFormed) return problem.message
    throw problem
  }
}

/** CDATA that lost its end runs on to the next one's, and is well-formed with an item in its text. */
function swallowsItem(cdata: string): boolean {
  const inner = cdata.lastIndexOf('<![CDATA[')
  return inner > 0 && /<\/(?:[\w.-]+:)?(?:item|entry)\s*>/i.test(cdata.slice(0, inner))
}

class IllFormed extends Error {}
