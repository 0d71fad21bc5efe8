import { type Element, named, readStrictly } from '../xml.ts'
import { dateProblems, htmlProblems, isTagUri, isUri, plainProblems, textProblems } from './texts.ts'

const RFC_822 =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/
const HTTP = /^https?:\/\/(?:[a-z\d-]+\.)+[a-z\d][a-z\d-]*(?::\d+)?\//i
const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+$/
const RSS = ''
const ATOM = 'http://www.w3.org/2005/Atom'
const CONTENT = 'http://purl.org/rss/1.0/modules/content/'
const DC = 'http://purl.org/dc/elements/1.1/'
const HISTORY = 'http://purl.org/syndication/history/1.0'
const MEDIA = 'http://search.yahoo.com/mrss/'

/** What may stand in an element, how often at least and at most, and which attributes it has. */
type Rules = Readonly<Record<string, readonly [least: number, most: number, attributes?: readonly string[]]>>
const LINK = ['href', 'rel', 'type', 'title']
const CHANNEL: Rules = {
  [`${RSS} title`]: [1, 1],
  [`${RSS} link`]: [1, 1],
  [`${RSS} description`]: [1, 1],
  [`${RSS} lastBuildDate`]: [1, 1],
  [`${RSS} docs`]: [0, 1],
  [`${RSS} generator`]: [0, 1],
  [`${RSS} language`]: [0, 1],
  [`${ATOM} link`]: [1, 20, LINK],
  [`${HISTORY} archive`]: [0, 1],
  [`${RSS} item`]: [0, Number.POSITIVE_INFINITY],
}
const ITEM: Rules = {
  [`${RSS} title`]: [1, 1],
  [`${RSS} link`]: [1, 1],
  [`${RSS} guid`]: [1, 1, ['isPermaLink']],
  [`${RSS} pubDate`]: [1, 1],
  [`${RSS} description`]: [1, 1],
  [`${CONTENT} encoded`]: [1, 1],
  [`${RSS} category`]: [0, 100, ['domain']],
  [`${RSS} enclosure`]: [0, 1, ['url', 'type', 'length']],
  [`${RSS} source`]: [0, 1, ['url']],
  [`${DC} creator`]: [1, 100],
  [`${DC} language`]: [0, 1],
  [`${ATOM} updated`]: [0, 1],
  [`${ATOM} link`]: [0, 100, LINK],
  [`${MEDIA} thumbnail`]: [0, 1, ['url']],
  [`${MEDIA} content`]: [0, 100, ['url', 'type', 'fileSize']],
}

/** What is wrong with an RSS document: by RSS 2.0, the RSS Advisory Board's profile, and what the W3C validator warns of. */
export function rssProblems(document: string, now: number): string[] {
  const rss = readStrictly(document)
  const [channel] = named(rss, 'channel')
  if (rss.name !== 'rss' || rss.attributes.version !== '2.0' || channel === undefined) return ['no RSS 2.0']
  const items = named(channel, 'item')
  const guids = items.map((item) => textOf(item, 'guid'))
  return [
    ...ruled(channel, CHANNEL, 'channel'),
    ...lineProblems(channel, 'title', 'channel'),
    ...lineProblems(channel, 'description', 'channel'),
    ...(isUri(textOf(channel, 'link')) ? [] : ['channel: no link']),
    ...(named(channel, 'link').filter(({ attributes }) => attributes.rel === 'self').length === 1
      ? []
      : ['channel: not one link to itself']),
    ...dated(channel, 'lastBuildDate', now, 'channel'),
    ...guids.filter((guid, i) => guids.indexOf(guid) !== i).map((guid) => `two items are ${guid}`),
    ...(items.length === 0 ||
    channel.children.findIndex(({ name }) => name === 'item') + items.length === channel.children.length
      ? []
      : ['channel: something of it comes after its items']),
    ...(/<(?:title|category|source|dc:creator)[^>]*><!\[CDATA\[|&(?!#x(?:26|3C|3E|22);|amp;)(?=[^<>]*<\/(?:title|category|source|dc:creator)>)/.test(
      document,
    )
      ? ['a plain text with other references than hexadecimal ones']
      : []),
    ...items.flatMap((item) => itemProblems(item, now)),
  ]
}

function itemProblems(item: Element, now: number): string[] {
  const guid = textOf(item, 'guid')
  const names = item.children.map(({ name }) => name)
  return [
    ...ruled(item, ITEM, guid),
    ...(isTagUri(guid) ? [] : [`${guid}: no tag: URI (RFC 4151)`]),
    ...(named(item, 'guid')[0]?.attributes.isPermaLink === 'false' ? [] : [`${guid}: says that it is a link`]),
    ...lineProblems(item, 'title', guid),
    ...dated(item, 'pubDate', now, guid),
    ...htmlProblems(textOf(item, 'description'), `${guid} description`),
    ...htmlProblems(textOf(item, 'encoded'), `${guid} content`),
    ...(names.indexOf('description') < names.indexOf('encoded')
      ? []
      : [`${guid}: its content comes before its description`]),
    ...['category', 'source', 'creator'].flatMap((name) =>
      named(item, name).flatMap(({ text }) => plainProblems(text, `${guid} ${name}`)),
    ),
    ...named(item, 'updated').flatMap(({ text }) => dateProblems(Date.parse(text), now, `${guid} updated`)),
    ...named(item, 'enclosure').flatMap(({ attributes: { url = '', type = '', length = '' } }) =>
      HTTP.test(url) && isUri(url) && MEDIA_TYPE.test(type) && /^\d+$/.test(length)
        ? []
        : [`${guid}: enclosure ${url} ${type} ${length}`],
    ),
    ...named(item, 'source').flatMap(({ attributes }) =>
      attributes.url === undefined ? [`${guid}: its source has no URL`] : [],
    ),
    ...[textOf(item, 'link'), ...item.children.flatMap(({ attributes: { url, href, domain } }) => [url, href, domain])]
      .filter((link) => link !== undefined)
      .flatMap((link) => (isUri(link) ? [] : [`${guid}: ${link} is no link`])),
  ]
}

function ruled({ children }: Element, rules: Rules, where: string): string[] {
  const found = children.map(({ uri, name }) => `${uri} ${name}`)
  return [
    ...Object.entries(rules).flatMap(([name, [least, most]]) => {
      const times = found.filter((one) => one === name).length
      return times < least || times > most ? [`${where}: ${times} times ${name}`] : []
    }),
    ...children.flatMap(({ uri, name, attributes }) => {
      const rule = rules[`${uri} ${name}`]
      if (rule === undefined) return [`${where}: unknown ${uri} ${name}`]
      const [, , known = []] = rule
      return Object.keys(attributes).flatMap((attribute) =>
        known.includes(attribute) ? [] : [`${where}: unknown attribute ${attribute} of ${name}`],
      )
    }),
  ]
}

/** A line that is HTML to some readers and plain text to others. */
function lineProblems(element: Element, name: string, where: string): string[] {
  const text = textOf(element, name)
  return [
    ...textProblems(text, `${where} ${name}`),
    ...(text.trim() === '' || /[\n\r]/.test(text) ? [`${where}: ${name} is no line`] : []),
    ...(/<[/\w!?]/.test(text) ? [`${where}: HTML in its ${name}`] : []),
  ]
}

function dated(element: Element, name: string, now: number, where: string): string[] {
  const text = textOf(element, name)
  if (!RFC_822.test(text) || new Date(text).toUTCString() !== text) return [`${where}: ${name} ${text}`]
  return dateProblems(Date.parse(text), now, `${where} ${name}`)
}

function textOf(element: Element, name: string): string {
  return element.children.find((child) => child.name === name && child.uri !== ATOM)?.text ?? ''
}
