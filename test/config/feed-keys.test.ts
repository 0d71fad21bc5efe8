import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { describeChanges } from '../../src/config/changes.ts'
import type { Config } from '../../src/config/config.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { runningOf } from '../../src/config/running.ts'
import { TributaryError } from '../../src/errors.ts'
import { tempFolder } from '../support/temp-folder.ts'

const SECRET = 'correct-horse-battery'

function load(feeds: readonly object[], env: Record<string, string> = {}): Config {
  using folder = tempFolder()
  const file = join(folder.path, 'feeds.config.json')
  writeFileSync(file, JSON.stringify({ sources: [], feeds }))
  return { ...loadConfig({ ...env, TRIBUTARY_CONFIG: file }, folder.path), file: 'feeds.config.json', dataDir: 'data' }
}

function problemsOf(feeds: readonly object[], env?: Record<string, string>): readonly string[] {
  try {
    load(feeds, env)
  } catch (problem) {
    if (problem instanceof TributaryError) return problem.problems
    throw problem
  }
  return []
}

it('takes keys from the file and from variables, and keeps them away from the feeds', () => {
  const { feeds, feedKeys } = load(
    [
      { name: 'open', title: 'Open' },
      { name: 'one', title: 'One', key: SECRET },
      { name: 'several', title: 'Several', key: 'a', keys: [{ env: 'FAMILY_KEY' }, 'b'] },
    ],
    { FAMILY_KEY: 'from-outside' },
  )
  expect(feedKeys).toEqual({ one: [SECRET], several: ['a', 'from-outside', 'b'] })
  expect(feeds.map(({ name, private: closed }) => [name, closed])).toEqual([
    ['all', undefined],
    ['open', undefined],
    ['one', true],
    ['several', true],
  ])
  expect(JSON.stringify(feeds)).not.toContain(SECRET)
})

it('does not start where a variable with a key is missing or holds something else', () => {
  const feeds = [{ name: 'f', title: 'F', keys: ['a', { env: 'NO_KEY' }] }]
  const words = 'expected a key in the variable NO_KEY (1 to 200 printable characters of ASCII without spaces)'
  expect(problemsOf(feeds)).toEqual([`feeds[0].keys[1]: ${words}, which is not set`])
  expect(problemsOf(feeds, { NO_KEY: '' })).toEqual([`feeds[0].keys[1]: ${words}, which is not set`])
  expect(problemsOf(feeds, { NO_KEY: `${SECRET}\n` })).toEqual([
    `feeds[0].keys[1]: ${words}, which holds something else`,
  ])
})

it('says what is wrong with a key, and never what it is', () => {
  const problems = problemsOf([
    { name: 'a', title: 'A', key: `${SECRET} with spaces` },
    { name: 'b', title: 'B', key: { env: `${SECRET}!` } },
    { name: 'c', title: 'C', keys: [] },
    { name: 'd', title: 'D', keys: SECRET },
    { name: 'e', title: 'E', key: [SECRET] },
    { name: 'f', title: 'F', keys: [SECRET, `é${SECRET}`, ''] },
  ])
  expect(problems).toEqual([
    'feeds[0].key: expected 1 to 200 printable characters of ASCII without spaces, got something else',
    'feeds[1].key.env: expected the name of an environment variable, got something else',
    'feeds[2].keys: expected a list with a length of at least 1, got something else',
    'feeds[3].keys: expected a list, got something else',
    'feeds[4].key: expected an object, got something else',
    'feeds[5].keys[1]: expected 1 to 200 printable characters of ASCII without spaces, got something else',
    'feeds[5].keys[2]: expected 1 to 200 printable characters of ASCII without spaces, got something else',
  ])
})

it('tells another key as a change, and no key to what is stored of a configuration', () => {
  const [before, after] = [SECRET, 'another'].map((key) => load([{ name: 'f', title: 'F', key }]))
  const open = load([{ name: 'f', title: 'F' }])
  if (before === undefined || after === undefined) throw new Error('Nothing was loaded')
  expect(describeChanges(before, after)).toBe('1 setting changed (keys of feeds)')
  expect(describeChanges(open, after)).toBe('1 feed changed (f); 1 setting changed (keys of feeds)')
  expect(JSON.stringify(runningOf(before))).not.toContain(SECRET)
})
