import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { askedOtherwise, describeChanges, isSame } from '../../src/config/changes.ts'
import type { Config } from '../../src/config/config.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { tempFolder } from '../support/temp-folder.ts'

const source = (id: string, rest: object = {}) => ({ id, url: `https://${id}.example/`, title: id, ...rest })
const topic = (where: string) => ({ id: 'chips', title: 'Chips', where })

function configOf(written: object | string): Config {
  using folder = tempFolder()
  const file = join(folder.path, 'feeds.config.json')
  writeFileSync(file, typeof written === 'string' ? written : JSON.stringify(written))
  return { ...loadConfig({ TRIBUTARY_CONFIG: file }, folder.path), file: 'feeds.config.json', dataDir: 'data' }
}

it('takes another layout for the same', () => {
  const one = { sources: [source('a')], topics: [topic('chip* OR /risc-?v/')] }
  const laidOut = `// A comment\n${JSON.stringify(one, undefined, 4)}\n`
  expect(isSame(configOf(one), configOf(laidOut))).toBe(true)
  expect(isSame(configOf(one), configOf({ ...one, title: 'Another' }))).toBe(false)
})

it.each([
  [{ sources: [source('a'), source('b')] }, { sources: [source('b'), source('a')] }, 'only the order is another'],
  [{ sources: [source('a')] }, { sources: [source('b')] }, '1 source added (b); 1 source removed (a)'],
  [
    { sources: [source('a', { headers: { Authorization: 'secret' } })], topics: [topic('chip')] },
    { sources: [source('a', { headers: { Authorization: 'hidden' } })], topics: [topic('chips')] },
    '1 source changed (a); 1 topic changed (chips)',
  ],
  [
    { sources: [], feeds: [] },
    { sources: ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => source(id)), feeds: [{ name: 'x', title: 'X' }] },
    '7 sources added (a, b, c, d, e and 2 more); 1 feed added (x)',
  ],
  [
    { sources: [] },
    { sources: [], poll: { cron: '*/5 * * * *' }, defaults: { timeout: '5s', minInterval: '20m' } },
    '3 settings changed (cron, timeout, minInterval)',
  ],
])('says what has changed from %o to %o', (before, after, sentence) => {
  expect(describeChanges(configOf(before), configOf(after))).toBe(sentence)
})

it('knows which sources are asked otherwise', () => {
  const before = [source('same'), source('key'), source('often', { interval: '7d' }), source('named'), source('gone')]
  const after = [
    ...[source('same'), source('key', { headers: { 'X-Key': '1' } }), source('often', { interval: '1h' })],
    ...[source('named', { title: 'Another', priority: 1 }), source('new')],
  ]
  const [old, current] = [configOf({ sources: before }), configOf({ sources: after })]
  expect(askedOtherwise(old.sources, current.sources)).toEqual(['key', 'often'])
})
