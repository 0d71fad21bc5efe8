import { expect, it } from 'vitest'
import type { Source } from '../../src/model/source.ts'
import { readOpml } from '../../src/parse/opml.ts'
import { publishOpml } from '../../src/publish/opml.ts'
import { readStrictly } from './xml.ts'

const SOURCE: Source = {
  id: 'a',
  url: 'https://a.example/feed?x=1&y="2"',
  title: 'A & B <c> "d" \'e\' 🦉',
  lang: 'fr',
  tags: ['tech', 'Économie'],
  intervalMs: 1,
  priority: 50,
  enabled: true,
  archive: false,
  headers: { Authorization: 'secret' },
}
const OTHER = { ...SOURCE, id: 'b', url: 'http://b.example/', title: ']]> b', tags: [] }

it('lists the sources so that they can be read again, without secrets and files', () => {
  const document = publishOpml('The & river', [SOURCE, { ...SOURCE, url: 'file:///old.xml' }, OTHER])

  readStrictly(document)
  expect(readOpml(document)).toEqual([SOURCE, OTHER].map(({ url, title, lang, tags }) => ({ url, title, lang, tags })))
  expect(document).not.toMatch(/secret|file:/)
})

it('is well-formed whatever a title holds', () => {
  const document = publishOpml('a\u0000\ud800', [{ ...SOURCE, title: 'T\u0000\ud800itle', tags: ['\u0001'] }])

  readStrictly(document)
  expect(readOpml(document)).toMatchObject([{ title: 'Title' }])
})

it('of no sources is an OPML all the same', () => {
  const document = publishOpml('Empty', [])

  readStrictly(document)
  expect(readOpml(document)).toEqual([])
})
