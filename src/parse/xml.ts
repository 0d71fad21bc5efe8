import { SaxesParser } from 'saxes'
import { repairXml } from './repair.ts'

/** A well-formed document, and what had to be known of it before a parser is chosen. */
export interface XmlDocument {
  readonly text: string
  /** Name of the root element without its prefix. */
  readonly root: string
  readonly rootAttributes: Readonly<Record<string, string>>
  /** Namespace of each element, in the order of the document; `''` where none is declared. */
  readonly namespaces: readonly string[]
  readonly repairs: readonly string[]
}

interface Inspection extends Omit<XmlDocument, 'text' | 'repairs'> {
  /** Markup stands in an RSS element whose content is text. */
  readonly bareMarkup: boolean
  readonly error: string | undefined
}

/** RSS elements whose content is text, so that markup in them was meant to be escaped. */
export const RSS_TEXT_ELEMENTS: ReadonlySet<string> = new Set(['title', 'description', 'encoded', 'content:encoded'])

/** Reads a document far enough to know its root and namespaces, mended first where it is not well-formed. */
export function readXml(text: string): XmlDocument | undefined {
  const first = inspect(text)
  if (first.error === undefined && !first.bareMarkup) return { ...first, text, repairs: [] }
  const mended = repairXml(text, RSS_TEXT_ELEMENTS)
  const second = inspect(mended)
  if (second.error !== undefined) return undefined
  const repairs = first.error === undefined ? [] : [`not well-formed XML (${first.error}), repaired`]
  return { ...second, text: mended, repairs }
}

/** Stops a parser whose answer is already known. */
class Stop extends Error {}

function inspect(text: string): Inspection {
  const parser = new SaxesParser({ xmlns: false })
  const namespaces: string[] = []
  const bound = new Map<string, string[]>()
  const open: { readonly name: string; readonly binds: readonly string[] }[] = []
  let root: { name: string; attributes: Record<string, string> } | undefined
  let bareMarkup = false
  let error: string | undefined
  parser.on('opentag', ({ name, attributes }) => {
    root ??= { name, attributes }
    if (RSS_TEXT_ELEMENTS.has(open.at(-1)?.name ?? '') && localName(root.name) !== 'feed') bareMarkup = true
    open.push({ name, binds: bindPrefixes(bound, attributes) })
    namespaces.push(bound.get(prefixOf(name))?.at(-1) ?? '')
  })
  parser.on('closetag', () => {
    for (const prefix of open.pop()?.binds ?? []) bound.get(prefix)?.pop()
  })
  parser.on('error', (problem) => {
    error = problem.message.replace(/^undefined:/, '')
    throw new Stop()
  })
  try {
    parser.write(text).close()
  } catch (problem) {
    if (!(problem instanceof Stop)) error = String(problem)
  }
  return {
    root: localName(root?.name ?? ''),
    rootAttributes: root?.attributes ?? {},
    namespaces,
    bareMarkup,
    error: error ?? (root === undefined ? 'no element' : undefined),
  }
}

/**
 * Adds the namespaces that an element declares to those that are bound, and says which prefixes it bound. The parser's
 * own reading would refuse undeclared prefixes, which are common.
 */
function bindPrefixes(bound: Map<string, string[]>, attributes: Readonly<Record<string, string>>): readonly string[] {
  const declared = Object.entries(attributes).filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'))
  return declared.map(([name, uri]) => {
    const prefix = name.slice('xmlns:'.length)
    const outer = bound.get(prefix)
    if (outer === undefined) bound.set(prefix, [uri])
    else outer.push(uri)
    return prefix
  })
}

export function prefixOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf(':')))
}

export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
