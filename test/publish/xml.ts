import { SaxesParser } from 'saxes'

export interface Element {
  readonly name: string
  readonly uri: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
  text: string
}

/** The root of a well-formed document (XML 1.0 with namespaces); throws at the first thing that is not. */
export function readStrictly(document: string): Element {
  const parser = new SaxesParser({ xmlns: true })
  const root: Element = { name: '', uri: '', attributes: {}, children: [], text: '' }
  const open = [root]
  const top = () => open.at(-1) ?? root
  parser.on('error', (problem) => {
    throw problem
  })
  parser.on('opentag', ({ local, uri, attributes }) => {
    const values = Object.entries(attributes).map(([name, { value }]) => [name, value])
    const element: Element = { name: local, uri, attributes: Object.fromEntries(values), children: [], text: '' }
    top().children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => void open.pop())
  parser.on('text', (text) => {
    top().text += text
  })
  parser.on('cdata', (text) => {
    top().text += text
  })
  parser.write(document).close()
  const [only] = root.children
  if (only === undefined) throw new Error('no root element')
  return only
}

export function named(element: Element, name: string): Element[] {
  return element.children.filter((child) => child.name === name)
}
