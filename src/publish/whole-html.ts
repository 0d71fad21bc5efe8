import {
  defaultTreeAdapter as dom,
  parseFragment,
  serialize,
  html as standard,
  type DefaultTreeAdapterTypes as Tree,
} from 'parse5'
import { link } from './links.ts'
import { closeDirections } from './plain-text.ts'
import { escapeXml, xmlText } from './xml-text.ts'

/** Of one text; the second finds nothing to do but where tables are broken. */
const MAX_READINGS = 6
const LINKS = new Set(['href', 'src', 'poster'])

/**
 * Cleaned HTML as HTML's own parser understands it (WHATWG HTML, 13.2), written out in full: every element closed, none
 * where it may not be, no character that may not be. What comes in is well nested, but `<table>text` or a link in a link
 * is an error all the same, which each reader mends in its own way.
 */
export function wholeHtml(written: string): string {
  if (!/[<&]/.test(written)) return escapeXml(closeDirections(written))
  let [before, html] = [written, readOnce(written)]
  // What the parser moves out of a table may stand where it may not either.
  for (let times = 1; times < MAX_READINGS && html !== before; times += 1) [before, html] = [html, readOnce(html)]
  return html
}

function readOnce(written: string): string {
  const fragment = parseFragment(written)
  const nodes: Tree.ChildNode[] = [...fragment.childNodes]
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (dom.isTextNode(node)) node.value = closeDirections(xmlText(node.value))
    if (!dom.isElementNode(node)) continue
    nodes.push(...node.childNodes)
    mend(node)
  }
  return serialize(fragment)
}

function mend(element: Tree.Element): void {
  element.attrs = element.attrs.flatMap(({ name, value }) => {
    const kept = LINKS.has(name) ? link(value) : closeDirections(xmlText(value))
    return kept === undefined ? [] : [{ name, value: kept }]
  })
  if (element.tagName === 'pre') keepFirstLine(element)
  // It turns letters round, which is no matter of the text; an isolate with the same direction is enough for prose.
  if (element.tagName === 'bdo') element.nodeName = element.tagName = 'bdi'
  if (element.tagName === 'video' || element.tagName === 'audio') addLink(element)
}

/** The parser takes away a line feed after `<pre>`; one that is left in the tree needs another before it. */
function keepFirstLine({ childNodes: [first] }: Tree.Element): void {
  if (first !== undefined && dom.isTextNode(first) && first.value.startsWith('\n')) first.value = `\n${first.value}`
}

/** Few readers play what is in the text, and validators call `controls` a risk: a link beside it is for all. */
function addLink(media: Tree.Element): void {
  const attrs = media.attrs.filter(({ name }) => name !== 'controls')
  // It has its link already.
  if (attrs.length === media.attrs.length) return
  media.attrs = attrs
  const url = sourceOf(media)
  const { parentNode } = media
  if (url === undefined || parentNode === null || isInLink(media)) return
  const anchor = dom.createElement('a', standard.NS.HTML, [{ name: 'href', value: url }])
  dom.insertText(anchor, `▶ ${nameOf(url)}`)
  const next = parentNode.childNodes[parentNode.childNodes.indexOf(media) + 1]
  if (next === undefined) dom.appendChild(parentNode, anchor)
  else dom.insertBefore(parentNode, anchor, next)
}

function sourceOf({ attrs, childNodes }: Tree.Element): string | undefined {
  const own = attrs.find(({ name }) => name === 'src')?.value
  const within = childNodes.filter((node) => dom.isElementNode(node)).filter(({ tagName }) => tagName === 'source')
  return link(own ?? within[0]?.attrs.find(({ name }) => name === 'src')?.value)
}

function isInLink(element: Tree.Element): boolean {
  for (let at: Tree.ParentNode | null = element; at !== null && 'parentNode' in at; at = at.parentNode)
    if (at.nodeName === 'a') return true
  return false
}

/** The last part of its path, or its host where that has none. */
function nameOf(url: string): string {
  const { pathname, hostname } = new URL(url)
  return pathname.split('/').at(-1) || hostname
}
