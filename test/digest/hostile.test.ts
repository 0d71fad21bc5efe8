import { afterAll, describe, expect, it } from 'vitest'
import { createDigester } from '../../src/digest/digester.ts'
import type { Fetched } from '../../src/digest/fetched.ts'
import { articles, rss } from '../support/feeds.ts'

type Body = string | Uint8Array

/** Cheap to send and meant to be dear to read: each has to come to an end within this, the next feed unharmed. */
const SOON = 2_000
const MEGA = 100_000
const times = (count: number, of: (n: number) => string) => Array.from({ length: count }, (_, n) => of(n)).join('')
const inItem = (elements: string) =>
  `<rss version="2.0"><channel><item><title>a</title>${elements}</item></channel></rss>`
const json = (items: string) =>
  `{"version":"https://jsonfeed.org/version/1.1","title":"t","__proto__":{},"items":[${items}]}`
const described = (text: string) => inItem(`<description>${text}</description>`)

const HOSTILE: Readonly<Record<string, () => Body>> = {
  'entities that multiply': () =>
    `<!DOCTYPE rss [<!ENTITY l0 "ha">${times(30, (n) => `<!ENTITY l${n + 1} "&l${n};&l${n};">`)}]>${described('&l30;')}`,
  'elements nested 100,000 deep': () => inItem(`${'<x>'.repeat(MEGA)}${'</x>'.repeat(MEGA)}`),
  'bare markup nested as deep': () => described(`${'<b>'.repeat(MEGA)}x${'</b>'.repeat(MEGA)}`),
  'the same, never closed': () => described('<b>'.repeat(MEGA)),
  'escaped markup nested as deep': () => described('&lt;div&gt;'.repeat(MEGA)),
  '100,000 attributes': () => inItem(`<x ${times(MEGA, (n) => `a${n}="1" `)}/>`),
  '100,000 times one attribute': () => inItem(`<x ${'a="1" '.repeat(MEGA)}/>`),
  '100,000 namespaces': () =>
    inItem(`<x ${times(MEGA, (n) => `xmlns:a${n}="u" `)}>${'<y xmlns:z="u"/>'.repeat(1_000)}</x>`),
  '200,000 less-than signs': () => described('<'.repeat(2 * MEGA)),
  '200,000 escaped ones': () => described('&lt;'.repeat(2 * MEGA)),
  '50,000 tags that never end, escaped': () => described('&lt;div'.repeat(MEGA / 2)),
  'the same in a title': () => inItem(`<title>${'&lt;div'.repeat(MEGA / 2)}</title>`),
  '300,000 ampersands': () => described('&'.repeat(3 * MEGA)),
  'comments, CDATA and tags that never end': () =>
    inItem('<!--'.repeat(MEGA) + '<![CDATA['.repeat(MEGA) + '<a b="'.repeat(MEGA)),
  '100,000 categories': () => inItem(times(MEGA, (n) => `<category>c${n}</category>`)),
  '100,000 enclosures': () => inItem(times(MEGA, (n) => `<enclosure url="https://a.example/${n}" type="audio/mpeg"/>`)),
  'an item of 5 MB': () => described('&lt;p&gt;Un paragraphe &lt;b&gt;gras&lt;/b&gt;.&lt;/p&gt;'.repeat(MEGA)),
  'a million elements': () => inItem('<x/>'.repeat(10 * MEGA)),
  'a million brackets of JSON': () => '['.repeat(10 * MEGA),
  'text that looks encoded twice': () => described(`${'Ã©'.repeat(5 * MEGA)}€`),
  '200,000 elements with a namespace each': () => inItem('<x xmlns:a="u"/>'.repeat(2 * MEGA)),
  '100,000 elements with nine attributes': () =>
    inItem(times(MEGA, (n) => `<x ${times(9, (k) => `a${n}_${k}="" `)}/>`)),
  'a million attributes of an ill-formed one': () => inItem(`<x ${times(10 * MEGA, (n) => `a${n}="" `)}/>&`),
  'names that are all different, ill-formed': () => inItem(`&${times(3.5 * MEGA, (n) => `<x${n}>`)}`),
  '10 MB of less-than signs': () => inItem('<'.repeat(100 * MEGA)),
  '10 MB of ampersands': () => described('&'.repeat(100 * MEGA)),
  '10 MB of tags that never end': () => described('<a '.repeat(33 * MEGA)),
  '10 MB of accents in windows-1252': () =>
    Buffer.concat([Buffer.from('<rss><channel><title>'), Buffer.alloc(9e6, 0xe9)]),
  'comments before the root': () => `${'<!---->'.repeat(MEGA)}<rss/>`,
  'a comment that never ends, with others in it': () => `<!-- a ${'<!-- '.repeat(20 * MEGA)}<rss>`,
  'roots in comments, ill-formed': () => `${'<!-- <rss> -->'.repeat(7 * MEGA)}&`,
  'a page of 10 MB': () => `<!doctype html><title>x</title>${'<a href="/feed">x</a>'.repeat(4.7 * MEGA)}`,
  'dates that are none': () => inItem(`<pubDate>${'1 Jan '.repeat(80)}</pubDate>`.repeat(MEGA / 5)),
  'a title of 5 MB, escaped twice': () => inItem(`<title>${'&amp;lt;b'.repeat(5.5 * MEGA)}</title>`),
  '100,000 deletions, half of them of one entry': () =>
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><entry><id>1</id></entry>${times(
      MEGA,
      (n) => `<at:deleted-entry ref="${n % 2 === 0 ? 1 : n}" when="2026-11-01T10:00:00Z"/>`,
    )}</feed>`,
  '50,000 items': () => `<rss><channel>${'<item><guid>1</guid></item>'.repeat(MEGA / 2)}</channel></rss>`,
  'bases within bases': () =>
    described(`${'<div xml:base="a/">'.repeat(110)}<a href="x"/>${'</div>'.repeat(110)}`.repeat(MEGA / 60)),
  'JSON: three million lists': () => json(`{"id":"1","tags":[${'[],'.repeat(32 * MEGA)}1]}`),
  'JSON: three million objects, and a name that is forbidden': () =>
    json(`{"__proto__":1},${'{},'.repeat(32 * MEGA)}1`),
  'JSON: 700,000 names': () => json(`{${times(7 * MEGA, (n) => `"k${n}":1,`)}"id":1}`),
  'JSON: as many items as it may have': () => json(`${'{},'.repeat(1.99 * MEGA)}1`),
  'JSON: as many attachments': () => json(`{"id":"1","attachments":[${'{"url":"a"},'.repeat(1.99 * MEGA)}1]}`),
  'JSON: as many tags': () => json(`{"id":"1","tags":[${times(3.9 * MEGA, (n) => `"t${n}",`)}"t"]}`),
  'JSON: lists in lists': () => json('['.repeat(3.9 * MEGA) + ']'.repeat(3.9 * MEGA)),
  'JSON: a million forbidden names that are none': () =>
    json(`{"id":"1","content_text":"${'\\"__proto__\\" '.repeat(5 * MEGA)}"}`),
  'JSON: 30 MB of lists': () => json(`{"id":"1","tags":[${'[],'.repeat(100 * MEGA)}1]}`),
}

const digester = createDigester({ rules: { topics: [], filters: [] } })
afterAll(() => digester.close())

function fetched(text: Body): Fetched {
  return { body: Buffer.from(text), url: 'https://a.example/feed', source: { id: 'a', priority: 1 }, now: 1.7e12 }
}

describe('a hostile document ends soon, and alone', () => {
  it.each(Object.entries(HOSTILE))('%s', async (_, made) => {
    const document = fetched(made())
    // The process is there, with its libraries: their loading is no document's time.
    await digester.digest(fetched(rss(articles(1, '2023-01-01T00:00:00Z'))))
    const startedAt = performance.now()
    expect(['read', 'unreadable']).toContain((await digester.digest(document)).kind)
    expect(performance.now() - startedAt).toBeLessThan(SOON)
    expect((await digester.digest(fetched(rss(articles(3, '2023-01-01T00:00:00Z'))))).kind).toBe('read')
  })
})

describe('an honest document', () => {
  it('of 30 MB is read', async () => {
    const text = articles(1, '2023-01-01T00:00:00Z').map((one) => ({
      ...one,
      html: '<p>Un <b>mot</b> &amp; un autre.</p>'.repeat(600),
    }))
    const items = times(
      1_000,
      (n) =>
        rss(text, { title: `${n}` })
          .match(/<item>.*<\/item>/s)?.[0]
          .replace('a-1', `a-${n}`) ?? '',
    )
    const document = fetched(`<rss version="2.0"><channel><title>t</title>${items}</channel></rss>`)
    expect(document.body.length).toBeGreaterThan(30e6)

    const answer = await digester.digest(document)
    expect(answer.kind === 'read' ? answer.digest.candidates.length : answer).toBe(1_000)
  })
})
