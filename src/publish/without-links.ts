import { defaultTreeAdapter as dom, parseFragment, serialize, type DefaultTreeAdapterTypes as Tree } from 'parse5'
import type { Extras, Item, Person } from '../model/item.ts'

/** Tells the addresses that may not be published. */
export type IsListed = (url: string) => boolean

/** An address as text has it, with whatever punctuation follows it. */
const ADDRESS = /https?:\/\/[^\s<>"«»“”]+/gi
const END = new Set(".,;:!?)]}'’")
/** As cleaned HTML escapes what ends an address. */
const ESCAPED_END = /&(?:quot|lt|gt);/g
const LINKS = new Set(['href', 'src', 'poster'])
/** Attributes that people read. */
const TEXTS = new Set(['alt', 'title'])
const MEDIA = new Set(['audio', 'video'])

/** An item without the addresses that may not be published: a link leaves its text, all else that leads there goes. */
export function withoutLinks({ image, extras, ...item }: Item, isListed: IsListed): Item {
  return {
    ...item,
    title: titleWithout(item, isListed),
    summary: textWithout(item.summary, isListed),
    contentHtml: htmlWithout(item.contentHtml, isListed),
    authors: item.authors.map((author) => personWithout(author, isListed)),
    enclosures: item.enclosures.filter(({ url }) => !isListed(url)),
    ...(image === undefined || isListed(image) ? {} : { image }),
    ...(extras === undefined ? {} : { extras: extrasWithout(extras, isListed) }),
  }
}

/** Cleaned HTML without them; as it was where it has none. */
export function htmlWithout(html: string, isListed: IsListed): string {
  const text = html.replaceAll(ESCAPED_END, ' ').replaceAll('&amp;', '&')
  // Most have none, and then nothing has to be read as HTML.
  if (!(text.match(ADDRESS) ?? []).some((found) => isListed(bare(found)))) return html
  const fragment = parseFragment(html)
  const nodes: Tree.ChildNode[] = [...fragment.childNodes]
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (dom.isTextNode(node)) node.value = textWithout(node.value, isListed)
    if (!dom.isElementNode(node)) continue
    nodes.push(...node.childNodes)
    withdraw(node, isListed)
  }
  return serialize(fragment)
}

/** A title without them; what had no other words is called by its own address, or its id. */
export function titleWithout({ title, url, id }: Pick<Item, 'title' | 'url' | 'id'>, isListed: IsListed): string {
  const left = textWithout(title, isListed)
  return left === title ? title : left.trim() || (url ?? id)
}

/** Plain text without them. */
export function textWithout(text: string, isListed: IsListed): string {
  if (!/https?:/i.test(text)) return text
  return text.replace(ADDRESS, (written) => (isListed(bare(written)) ? written.slice(bare(written).length) : written))
}

/** Without the punctuation behind it; a loop, for an expression would take time quadratic in its length. */
function bare(written: string): string {
  let end = written.length
  while (end > 0 && END.has(written.charAt(end - 1))) end -= 1
  return written.slice(0, end)
}

function withdraw(element: Tree.Element, isListed: IsListed): void {
  const isGone = ({ name, value }: { name: string; value: string }) => LINKS.has(name) && isListed(value)
  const gone = element.attrs.filter(isGone).map(({ name }) => name)
  element.attrs = element.attrs
    .filter((attribute) => !isGone(attribute))
    .map(({ name, value }) => ({ name, value: TEXTS.has(name) ? textWithout(value, isListed) : value }))
  if (gone.includes('href')) unwrap(element)
  if (gone.includes('src')) remove(element)
}

/** Its children stand in its place. */
function unwrap(element: Tree.Element): void {
  const { parentNode } = element
  if (parentNode === null) return
  for (const child of [...element.childNodes]) {
    dom.detachNode(child)
    dom.insertBefore(parentNode, child, element)
  }
  dom.detachNode(element)
}

/** With the player around it where that has nothing else to play. */
function remove(element: Tree.Element): void {
  const { parentNode: parent } = element
  dom.detachNode(element)
  if (parent === null || !('tagName' in parent) || !MEDIA.has(parent.tagName)) return
  const plays = [...parent.attrs.map(({ name }) => name), ...parent.childNodes.map(({ nodeName }) => nodeName)]
  if (!plays.includes('src') && !plays.includes('source')) dom.detachNode(parent)
}

function personWithout({ url, ...person }: Person, isListed: IsListed): Person {
  return url === undefined || isListed(url) ? person : { ...person, url }
}

function extrasWithout(extras: Extras, isListed: IsListed): Extras {
  const { comments, commentsFeed, license, origin, inReplyTo, ...rest } = extras
  const answers = inReplyTo?.filter((id) => !isListed(id))
  const links = Object.entries({ comments, commentsFeed, license }).filter(
    ([, url]) => url !== undefined && !isListed(url),
  )
  return {
    ...rest,
    ...Object.fromEntries(links),
    ...(answers === undefined || answers.length === 0 ? {} : { inReplyTo: answers }),
    ...(origin === undefined || (origin.url !== undefined && isListed(origin.url)) ? {} : { origin }),
  }
}
