import { afterAll, describe, expect, it } from 'vitest'
import type { Fetched } from '../../src/digest/digest.ts'
import { createDigester } from '../../src/digest/digester.ts'
import { articles, rss } from '../support/feeds.ts'

/** Cheap to send and meant to be dear to read: each has to come to an end within this, the next feed unharmed. */
const SOON = 2_000
const MEGA = 100_000
const times = (count: number, of: (n: number) => string) => Array.from({ length: count }, (_, n) => of(n)).join('')
const inItem = (elements: string) =>
  `<rss version="2.0"><channel><item><title>a</title>${elements}</item></channel></rss>`
const described = (text: string) => inItem(`<description>${text}</description>`)

const HOSTILE: Readonly<Record<string, string>> = {
  'entities that multiply': `<!DOCTYPE rss [<!ENTITY l0 "ha">${times(30, (n) => `<!ENTITY l${n + 1} "&l${n};&l${n};">`)}]>${described('&l30;')}`,
  'elements nested 100,000 deep': inItem(`${'<x>'.repeat(MEGA)}${'</x>'.repeat(MEGA)}`),
  'bare markup nested as deep': described(`${'<b>'.repeat(MEGA)}x${'</b>'.repeat(MEGA)}`),
  'the same, never closed': described('<b>'.repeat(MEGA)),
  'escaped markup nested as deep': described('&lt;div&gt;'.repeat(MEGA)),
  '100,000 attributes': inItem(`<x ${times(MEGA, (n) => `a${n}="1" `)}/>`),
  '100,000 times one attribute': inItem(`<x ${'a="1" '.repeat(MEGA)}/>`),
  '100,000 namespaces': inItem(`<x ${times(MEGA, (n) => `xmlns:a${n}="u" `)}>${'<y xmlns:z="u"/>'.repeat(1_000)}</x>`),
  '200,000 less-than signs': described('<'.repeat(2 * MEGA)),
  '200,000 escaped ones': described('&lt;'.repeat(2 * MEGA)),
  '50,000 tags that never end, escaped': described('&lt;div'.repeat(MEGA / 2)),
  'the same in a title': inItem(`<title>${'&lt;div'.repeat(MEGA / 2)}</title>`),
  '300,000 ampersands': described('&'.repeat(3 * MEGA)),
  'comments, CDATA and tags that never end': inItem(
    '<!--'.repeat(MEGA) + '<![CDATA['.repeat(MEGA) + '<a b="'.repeat(MEGA),
  ),
  '100,000 categories': inItem(times(MEGA, (n) => `<category>c${n}</category>`)),
  '100,000 enclosures': inItem(times(MEGA, (n) => `<enclosure url="https://a.example/${n}" type="audio/mpeg"/>`)),
  'an item of 5 MB': described('&lt;p&gt;Un paragraphe &lt;b&gt;gras&lt;/b&gt;.&lt;/p&gt;'.repeat(MEGA)),
  'a million elements': inItem('<x/>'.repeat(10 * MEGA)),
  'a million brackets of JSON': '['.repeat(10 * MEGA),
  'text that looks encoded twice': described(`${'Ã©'.repeat(5 * MEGA)}€`),
}

const digester = createDigester({ topics: [] })
afterAll(() => digester.close())

function fetched(text: string): Fetched {
  return { body: Buffer.from(text), url: 'https://a.example/feed', source: { id: 'a', priority: 1 }, now: 1.7e12 }
}

describe('a hostile document ends soon, and alone', () => {
  it.each(Object.entries(HOSTILE))('%s', async (_, text) => {
    const document = fetched(text)
    // The thread is there, with its libraries: their loading is no document's time.
    await digester.digest(fetched(rss(articles(1, '2023-01-01T00:00:00Z'))))
    const startedAt = performance.now()
    expect(['read', 'unreadable']).toContain((await digester.digest(document)).kind)
    expect(performance.now() - startedAt).toBeLessThan(SOON)
    expect((await digester.digest(fetched(rss(articles(3, '2023-01-01T00:00:00Z'))))).kind).toBe('read')
  })
})
