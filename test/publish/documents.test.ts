import { describe, expect, it } from 'vitest'
import { momentsOf } from '../../src/publish/moments.ts'
import { publish } from '../../src/publish/publish.ts'
import type { Channel, Format, PublishedItem } from '../../src/publish/published.ts'
import { documentProblems } from './checks/check.ts'
import { CHANNEL, HOSTILE, hostile, NICE } from './items.ts'

const FORMATS: readonly Format[] = ['rss', 'atom', 'json']
const NOW = Date.parse('2026-11-02T00:00:00Z')
const HUBS: Channel = { ...CHANNEL, hubs: ['https://hub.example/?a=1&b=2', 'https://other.example/'] }
const [CURRENT, PREV, NEXT] = ['https://a.example/f', 'https://a.example/p?a=1&b=2', 'https://a.example/n']
const FIRST: Channel = { ...CHANNEL, archive: { isPage: false, current: CURRENT, prev: PREV } }
const GONE = [{ uri: 'tag:a.example,2026:item/1', at: NOW }]
const PAGE: Channel = { ...HUBS, withdrawn: GONE, archive: { isPage: true, current: CURRENT, prev: PREV, next: NEXT } }

describe.each(FORMATS)('%s by its specification', (format) => {
  const cases: [string, readonly PublishedItem[]][] = [
    ['nice items', NICE],
    ['no items', []],
    ['all hostile items', hostile()],
    ...Object.keys(HOSTILE).map((why, i): [string, PublishedItem[]] => [why, hostile().slice(i, i + 1)]),
  ]
  it.each(cases)('has nothing to warn of: %s', (_, items) => {
    for (const channel of [CHANNEL, HUBS, FIRST, PAGE])
      expect(documentProblems(format, publish(format, channel, items), NOW)).toEqual([])
  })
})

/** What each check would miss if it looked at nothing. */
const BROKEN: readonly [Format, RegExp, string][] = [
  ['atom', /<updated>[^<]*<\/updated>/, ''],
  ['atom', /<id>tag:[^<]*/, '<id>tag:x'],
  ['atom', /<title type="html">/, '<title type="html"><b/>'],
  ['atom', /href="https:[^"]*"/, 'href="/relative"'],
  ['atom', /<content type="html"><!\[CDATA\[/, '$&<table>x</table><b>'],
  ['atom', /<name>Ann/, '<name>Ann&#x3C;/b&#x3E;'],
  ['atom', / when="[^"]*"/, ''],
  ['atom', /<fh:archive\/>/, '<fh:archive/><fh:archive/>'],
  ['rss', /<fh:archive\/>/, '<fh:archive/><fh:archive/>'],
  ['json', /"prev_archive"/, '"prev"'],
  ['rss', /<pubDate>[^<]*/, '<pubDate>2026-11-01'],
  ['rss', /isPermaLink="false"/, ''],
  ['rss', /<description><!\[CDATA\[A/, '<x/>$&'],
  ['rss', /<content:encoded><!\[CDATA\[/, '$&<script>x</script>'],
  ['rss', /length="1234"/, ''],
  ['rss', /<atom:link [^>]*>/, ''],
  ['rss', /<source url="[^"]*"/, '<source'],
  ['json', /"version": "[^"]*"/, '"version": "https://jsonfeed.org/version/1"'],
  ['json', /"date_published": "[^"]*"/, '"date_published": "today"'],
  ['json', /"mime_type": "[^"]*"/, '"mime_type": "audio"'],
  ['json', /"tags"/, '"tag"'],
]

describe('the checks', () => {
  it.each(BROKEN)('find what is wrong: %s %s', (format, part, other) => {
    const document = publish(format, PAGE, NICE)
    expect(document).toMatch(part)
    expect(documentProblems(format, document.replace(part, other), NOW)).not.toEqual([])
  })

  it('find two that were updated at one moment, which none of ours are', () => {
    const same = Array.from({ length: 200 }, (_, i) => ({ ...NICE[0], uri: `tag:a.example,2026:item/${i}` }))
    expect(new Set(momentsOf(same as unknown as PublishedItem[])).size).toBe(200)
    const document = publish('atom', CHANNEL, hostile()).replace(/<updated>[^<]*/g, '<updated>2026-11-01T00:00:00Z')
    expect(documentProblems('atom', document, NOW).join()).toContain('two entries were updated at')
  })
})
