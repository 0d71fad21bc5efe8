import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RelaxNGValidator, XmlDocument, XmlValidateError } from 'libxml2-wasm'
import { type Element, named, readStrictly } from '../xml.ts'
import { dateProblems, htmlProblems, isTagUri, plainProblems, textProblems } from './texts.ts'

const SCHEMA = readFileSync(join(import.meta.dirname, 'atom.rng'))

/** What is wrong with an Atom document: by RFC 4287 as a schema, by its prose, and by what the W3C validator warns of. */
export function atomProblems(document: string, now: number): string[] {
  const feed = readStrictly(document)
  const entries = named(feed, 'entry')
  const moments = entries.map((entry) => textOf(entry, 'updated'))
  return [
    ...schemaProblems(document),
    ...plainProblems(textOf(feed, 'title'), 'title of the feed'),
    ...plainProblems(textOf(feed, 'subtitle'), 'subtitle'),
    ...linkProblems(feed, 'feed'),
    ...(linksOf(feed, 'self').length === 1 ? [] : ['feed: not one link to itself']),
    ...canonicalProblems(textOf(feed, 'id'), 'feed'),
    ...doubled(moments).map((moment) => `two entries were updated at ${moment}`),
    ...doubled(entries.map((entry) => textOf(entry, 'id'))).map((id) => `two entries are ${id}`),
    ...(feed.children.findIndex(({ name }) => name === 'entry') + entries.length === feed.children.length ||
    entries.length === 0
      ? []
      : ['feed: something of it comes after its entries']),
    ...entries.flatMap((entry) => entryProblems(entry, now)),
  ]
}

function schemaProblems(document: string): string[] {
  using schema = XmlDocument.fromBuffer(SCHEMA)
  using validator = RelaxNGValidator.fromDoc(schema)
  using parsed = XmlDocument.fromBuffer(Buffer.from(document))
  try {
    validator.validate(parsed)
    return []
  } catch (problem) {
    if (!(problem instanceof XmlValidateError)) throw problem
    return problem.details.map(({ message, line }) => `RFC 4287, line ${line}: ${message.trim()}`)
  }
}

function entryProblems(entry: Element, now: number): string[] {
  const id = textOf(entry, 'id')
  const [source] = named(entry, 'source')
  return [
    ...(isTagUri(id) ? [] : [`${id}: no tag: URI (RFC 4151)`]),
    ...canonicalProblems(id, 'entry'),
    ...['title', 'summary', 'content'].flatMap((name) => htmlProblems(textOf(entry, name), `${id} ${name}`)),
    ...['updated', 'published'].flatMap((name) => dateProblems(Date.parse(textOf(entry, name)), now, `${id} ${name}`)),
    ...named(entry, 'author').flatMap((author) => plainProblems(textOf(author, 'name'), `${id} author`)),
    ...named(entry, 'category').flatMap(({ attributes }) => plainProblems(attributes.label ?? '', `${id} category`)),
    ...linkProblems(entry, id),
    ...(source === undefined ? [`${id}: no source`] : sourceProblems(source, id, now)),
  ]
}

function sourceProblems(source: Element, id: string, now: number): string[] {
  return [
    ...plainProblems(textOf(source, 'title'), `${id} source`),
    ...canonicalProblems(textOf(source, 'id'), `${id} source`),
    ...dateProblems(Date.parse(textOf(source, 'updated')), now, `${id} source`),
  ]
}

function linkProblems(element: Element, where: string): string[] {
  return [
    ...(linksOf(element, 'alternate').length === 1 ? [] : [`${where}: not one alternate link`]),
    ...named(element, 'link').flatMap(({ attributes: { title } }) =>
      title === undefined ? [] : plainProblems(title, `${where} link`),
    ),
    ...named(element, 'link').flatMap(({ attributes: { href = '' } }) => textProblems(href, `${where} link`)),
  ]
}

function linksOf(element: Element, rel: string): readonly Element[] {
  return named(element, 'link').filter(({ attributes }) => (attributes.rel ?? 'alternate') === rel)
}

/** Ids are compared sign by sign (RFC 4287, 4.2.6.1): a normal form, so that one feed does not get two. */
function canonicalProblems(id: string, where: string): string[] {
  const bare = /%(?:[46][1-9a-f]|[57][\da]|3\d|2[de]|5f|7e)/i
  const isCanonical = !bare.test(id) && !/%(?=.?[a-f])/.test(id) && isUtf8(id)
  return isCanonical ? [] : [`${where}: the id ${id} is not in its normal form`]
}

function isUtf8(id: string): boolean {
  try {
    return decodeURIComponent(id) === decodeURIComponent(id).normalize('NFC')
  } catch {
    return false
  }
}

function doubled(values: readonly string[]): readonly string[] {
  return values.filter((value, i) => values.indexOf(value) !== i)
}

function textOf(element: Element, name: string): string {
  return named(element, name)[0]?.text ?? ''
}
