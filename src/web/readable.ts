import {
  defaultTreeAdapter as dom,
  parseFragment,
  serialize,
  html as standard,
  type DefaultTreeAdapterTypes as Tree,
} from 'parse5'

const HEADING = /^h[1-6]$/
const LISTS = new Set(['ul', 'ol'])
/** As it is written here, in a tag and nowhere else: text has no `<`, and no value has quotes. */
const BARE_CONTROLS = /(<(?:audio|video)\b[^<>]* controls)=""/g
/** What the style sheet lets scroll where it is too wide. */
const SCROLLING = new Set(['pre', 'table'])

/**
 * Cleaned HTML from elsewhere as a part of a page: its headings begin at `level` (2 to 6) and skip none, pictures and links
 * have a name, lists hold entries alone, and what is too wide can be scrolled by keys.
 */
export function readable(html: string, level: number): string {
  const fragment = parseFragment(html)
  const elements = elementsIn(fragment)
  for (const element of elements) mend(element)
  setLevels(
    elements.filter(({ tagName }) => HEADING.test(tagName)),
    level,
  )
  return serialize(fragment).replace(BARE_CONTROLS, '$1')
}

/** All elements, in the order of the document; texts lose the blanks at the ends of their lines on the way. */
function elementsIn(parent: Tree.ParentNode): Tree.Element[] {
  return parent.childNodes.flatMap((node) => {
    if (dom.isTextNode(node)) node.value = node.value.replace(/[ \t]+(?=\n)/g, '')
    return dom.isElementNode(node) ? [node, ...elementsIn(node)] : []
  })
}

function mend(element: Tree.Element): void {
  const { tagName } = element
  if (tagName === 'img' && attributeOf(element, 'alt') === undefined) setAttribute(element, 'alt', '')
  if (tagName === 'a') nameLink(element)
  if (SCROLLING.has(tagName)) setAttribute(element, 'tabindex', '0')
  if (LISTS.has(tagName)) keepEntriesAlone(element)
  if (tagName === 'li' && !LISTS.has(element.parentNode?.nodeName ?? '')) rename(element, 'div')
  if (HEADING.test(tagName) && textOf(element) === '') rename(element, 'div')
}

/** A link that is a picture without words is called by where it leads; one with nothing in it, or that leads nowhere, is none. */
function nameLink(link: Tree.Element): void {
  const leads = attributeOf(link, 'href') !== undefined
  if (leads && textOf(link) !== '') return
  const pictures = elementsIn(link).filter(({ tagName }) => tagName === 'img')
  const [first] = pictures
  if (!leads || first === undefined) rename(link, 'span')
  else if (pictures.every((picture) => !attributeOf(picture, 'alt')))
    setAttribute(first, 'alt', hostOf(attributeOf(link, 'href')))
}

function hostOf(href = ''): string {
  return URL.canParse(href) ? new URL(href).hostname : '…'
}

/** Whatever else stands in a list becomes an entry of it, blanks apart. */
function keepEntriesAlone(list: Tree.Element): void {
  for (const node of [...list.childNodes]) {
    if (node.nodeName === 'li' || (dom.isTextNode(node) && node.value.trim() === '')) continue
    const entry = dom.createElement('li', standard.NS.HTML, [])
    dom.insertBefore(list, entry, node)
    dom.detachNode(node)
    dom.appendChild(entry, node)
  }
}

/** The highest of them is at `level`; each goes at most one below the one before it. */
function setLevels(headings: readonly Tree.Element[], level: number): void {
  const highest = Math.min(...headings.map(({ tagName }) => Number(tagName[1])))
  let before = level - 1
  for (const heading of headings) {
    const own = Number(heading.tagName[1]) - highest + level
    before = Math.min(own, before + 1, 6)
    rename(heading, `h${before}`)
  }
}

/** What is read of it: its text, and the words that stand for its pictures. */
function textOf(element: Tree.Element): string {
  const parts = element.childNodes.map((node) => {
    if (dom.isTextNode(node)) return node.value
    return dom.isElementNode(node) ? textOf(node) : ''
  })
  return parts.join('').trim() || (element.tagName === 'img' ? (attributeOf(element, 'alt') ?? '') : '')
}

function attributeOf({ attrs }: Tree.Element, name: string): string | undefined {
  return attrs.find((attribute) => attribute.name === name)?.value
}

function setAttribute(element: Tree.Element, name: string, value: string): void {
  element.attrs = [...element.attrs.filter((attribute) => attribute.name !== name), { name, value }]
}

function rename(element: Tree.Element, tagName: string): void {
  element.nodeName = element.tagName = tagName
  if (tagName === 'span') element.attrs = element.attrs.filter(({ name }) => name !== 'href' && name !== 'rel')
}
