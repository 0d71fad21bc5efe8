import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { configSchema } from '../../src/config/config-file.ts'
import { addSources, newSourceId } from '../../src/config/edit-config.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { TributaryError } from '../../src/errors.ts'
import { tempFolder } from '../support/temp-folder.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const SOURCE = { id: 'a', url: 'https://a.example/feed', title: 'A' }

function load(written: unknown, env: Record<string, string> = {}) {
  using folder = tempFolder()
  const text = typeof written === 'string' ? written : JSON.stringify(written)
  writeFileSync(join(folder.path, 'feeds.config.json'), text)
  return loadConfig(env, folder.path)
}

function problemsOf(written: unknown, env?: Record<string, string>): readonly string[] {
  try {
    load(written, env)
  } catch (problem) {
    if (problem instanceof TributaryError) return problem.problems
    throw problem
  }
  return []
}

const BROKEN: readonly (readonly [name: string, written: unknown, problems: readonly RegExp[]])[] = [
  [
    'a syntax error',
    '{\n  "sources": [\n    { "id": "a" "url": 1 }\n  ]\n}',
    [/^line 3, column 17: not JSON: a comma/],
  ],
  ['no sources', {}, [/^sources: this setting is missing; expected a list$/]],
  [
    'a setting that is not there',
    { sources: [{ ...SOURCE, urll: 'x' }], fedes: [] },
    [/sources\[0\]\.urll: there is no such/, /^fedes: there is no such/],
  ],
  [
    'bad URLs',
    {
      sources: [
        { ...SOURCE, url: 'www.rfi.fr/rss' },
        { id: 'b', url: 'ftp://b.example/', title: 'B' },
        { id: 'c', url: 'http://', title: 'C' },
        { id: 'd', url: 'https://bob:secret@d.example/', title: 'D' },
      ],
    },
    [
      /sources\[0\]\.url: expected an http:, https: or file: URL, got “www/,
      /sources\[1\]\.url/,
      /sources\[2\]\.url/,
      /sources\[3\]\.url: expected a URL without a user name/,
    ],
  ],
  [
    'ids and URLs that stand twice',
    { sources: [SOURCE, { ...SOURCE, title: 'B' }] },
    [
      /sources\[1\]\.id: expected one of its own, got “a”, which sources\[0\] has/,
      /sources\[1\]\.url: expected one of its own/,
    ],
  ],
  [
    'policies that mean nothing',
    {
      sources: [SOURCE],
      takedown: ['example', 'https://x.example/', 'x.example/path', 'ok.example'],
      feeds: [
        { name: 'f', title: 'F', attribution: 'by {author}', quotas: { b: 1, a: 1 }, maxPerSource: 0 },
        { name: 'g', title: 'G', order: 'best', content: 'half' },
      ],
    },
    [
      /^takedown\[0\]: expected the URL of an article, or a domain such as “example.org”, got “example”/,
      /^takedown\[1\]: expected the URL/,
      /^takedown\[2\]: expected the URL/,
      /^feeds\[0\]\.maxPerSource: expected/,
      /^feeds\[0\]\.attribution: expected a line of text in which “\{source\}” and “\{url\}” may stand/,
      /^feeds\[1\]\.order/,
      /^feeds\[1\]\.content/,
      /^feeds\[0\]\.quotas: there is no source “b”/,
    ],
  ],
  [
    'what an article does not have before it is recorded',
    { sources: [SOURCE], topics: [{ id: 't', title: 'T', where: ['puce', 'story:x', 'sources:>2'] }] },
    [
      /topics\[0\]\.where\[1\]: a topic cannot ask for “story:”/,
      /topics\[0\]\.where\[2\]: a topic cannot ask for “sources:”/,
    ],
  ],
  [
    'filters that test nothing, or do two things',
    {
      sources: [{ ...SOURCE, filters: [{ exclude: 'a' }, { include: 'b', tag: 'a', boost: 2 }] }],
      filters: [{ name: 'empty' }, { exclude: '(puce' }, { exclude: ['a', ' '] }, { exclude: 'c', maxAge: '5 days' }],
    },
    [
      /filters\[0\]: expected a filter with at least one of include, exclude, minWords and maxAge/,
      /filters\[1\]\.exclude: expected a query; .*at character 1/,
      /filters\[2\]\.exclude: expected a query that asks for something/,
      /filters\[3\]\.maxAge: expected a duration/,
      /sources\[0\]\.filters\[1\]: expected a filter with one outcome/,
    ],
  ],
  [
    'filters that ask for what comes later, or for what is not there',
    {
      sources: [{ ...SOURCE, filters: [{ exclude: 'story:x' }, { include: ['puce', 'source:nope'] }] }],
      filters: [{ exclude: 'sources:>2' }, { include: 'topic:nope' }],
    },
    [
      /^filters\[0\]\.exclude: a filter cannot ask for “sources:”/,
      /^filters\[1\]\.include: there is no topic “nope”/,
      /sources\[0\]\.filters\[0\]\.exclude: a filter cannot ask for “story:”/,
      /sources\[0\]\.filters\[1\]\.include\[1\]: there is no source “nope”/,
    ],
  ],
  [
    'names of what is not there',
    {
      sources: [SOURCE],
      topics: [{ id: 't', title: 'T', where: 'topic:nope' }],
      feeds: [{ name: 'f', title: 'F', topics: ['chips'], sources: ['b'], where: 'topic:x', pin: ['source:y'] }],
    },
    [
      /topics\[0\]\.where: there is no topic “nope”/,
      /topics\[0\]\.where: a topic cannot ask for “topic:”/,
      /feeds\[0\]\.sources\[0\]: there is no source “b”/,
      /feeds\[0\]\.topics\[0\]: there is no topic “chips”/,
      /feeds\[0\]\.where: there is no topic “x”/,
      /feeds\[0\]\.pin\[0\]: there is no source “y”/,
    ],
  ],
  [
    'a cron expression that is none',
    { sources: [SOURCE], poll: { cron: '99 * * * *' } },
    [/poll\.cron: expected a cron expression .*got “99/],
  ],
  [
    'queries that cannot be read',
    {
      sources: [SOURCE],
      topics: [{ id: 't', title: 'T', where: ['ok', '(a'] }],
      feeds: [{ name: 'f', title: 'F', where: 'a AND' }],
    },
    [
      /topics\[0\]\.where\[1\]: expected a query; This parenthesis is never closed/,
      /feeds\[0\]\.where: expected a query; “AND”/,
    ],
  ],
  [
    'numbers, durations, languages and headers out of bounds',
    {
      defaults: { interval: '5 minutes', timeout: '1h', maxBytes: 1, limit: 0.5, headers: { 'X Y': 'a' } },
      sources: [{ ...SOURCE, lang: 'français', priority: 101, interval: '1s', headers: { X: 'a\r\nB: c' } }],
    },
    [
      /defaults\.interval: expected a duration such as .*got “5 minutes”/,
      /defaults\.timeout: expected a duration between 1s and 5m, got “1h”/,
      /defaults\.maxBytes: expected a number of at least 1000, got 1/,
      /defaults\.limit: expected/,
      /defaults\.headers\.X Y: expected a header name/,
      /sources\[0\]\.lang: expected a language tag/,
      /sources\[0\]\.priority: expected a number of at most 100, got 101/,
      /sources\[0\]\.interval: expected a duration between 1m and 7d, got “1s”/,
      /sources\[0\]\.headers\.X: expected a header value on one line/,
    ],
  ],
  [
    'wrong types everywhere',
    { title: 7, sources: 'all', topics: {}, feeds: [3] },
    [
      /^title: expected a string, got 7/,
      /^sources: expected a list, got “all”/,
      /^topics: expected a list, got an object/,
      /^feeds\[0\]: expected an object, got 3/,
    ],
  ],
  [
    'a setting that stands twice',
    '{ "sources": [{ "id": "a", "url": "https://a.example/", "title": "A", "id": "b" }],\n  "sources": [] }',
    [/^line 2, column 3: the setting “sources” stands twice/, /^line 1, column 71: the setting “id” stands twice/],
  ],
  ['what is no object', '[]', [/^the file: expected an object, got a list of 0/]],
]

describe('loadConfig', () => {
  it.each(BROKEN)('names every fault of a file with %s', (_name, written, expected) => {
    const problems = problemsOf(written)
    for (const pattern of expected) expect(problems).toContainEqual(expect.stringMatching(pattern))
    expect(problems).toHaveLength(expected.length)
  })

  it('names the faults of the environment and of the file together', () => {
    const env = { PORT: '80a', BASE_URL: 'https://news.example/path', LOG_LEVEL: 'loud', LOG_FORMAT: 'xml' }
    expect(problemsOf({ sources: [SOURCE], x: 1 }, env)).toEqual([
      'PORT: expected a number from 0 to 65535, got “80a”',
      'BASE_URL: expected an http or https URL without a path, such as “https://news.example.org”, got “https://news.example/path”',
      expect.stringMatching(/^LOG_LEVEL: expected one of .*, got “loud”$/),
      expect.stringMatching(/^LOG_FORMAT: expected one of .*, got “xml”$/),
      'x: there is no such setting',
    ])
  })

  it('says which file is missing and how to name another', () => {
    expect(() => loadConfig({ TRIBUTARY_CONFIG: '/nowhere/x.json' }, '/')).toThrow(
      /\/nowhere\/x\.json.*no such file.*TRIBUTARY_CONFIG/,
    )
  })

  it('reads comments, a byte order mark, defaults and what overrides them', () => {
    const text = `\ufeff// mine
      { "defaults": { "interval": "2h", "lang": "FR", "headers": { "X-A": "1" } },
        "sources": [ { "id": "a", "url": "file:feeds/a.xml", "title": "A" },
                     { "id": "b", "url": "https://B.example", "title": "B", "interval": "10m", "lang": "en", "headers": { "X-B": "2" } }, ] }`
    const config = load(text, { BASE_URL: 'https://News.example:443/', PORT: '9000', TRIBUTARY_DATA: '/d' })
    expect(config).toMatchObject({
      baseUrl: 'https://news.example',
      port: 9000,
      dataDir: '/d',
      poll: { timeoutMs: 20_000 },
    })
    expect(config.sources[0]).toMatchObject({ intervalMs: 7_200_000, lang: 'fr', headers: { 'X-A': '1' } })
    expect(config.sources[0]?.url).toMatch(/^file:\/\/\/.*\/feeds\/a\.xml$/)
    expect(config.sources[1]).toMatchObject({
      url: 'https://b.example/',
      intervalMs: 600_000,
      lang: 'en',
      headers: { 'X-A': '1', 'X-B': '2' },
    })
    // The merged feed is there for who defines no feed.
    expect(config.feeds).toMatchObject([{ name: 'all', where: { kind: 'all' } }])
  })

  it('ships a configuration that is right, with the sources, topics and feeds promised', () => {
    const config = loadConfig({}, ROOT)
    expect(config.sources.filter((source) => !source.archive).length).toBeGreaterThanOrEqual(30)
    expect(config.topics.map(({ id }) => id)).toEqual([
      'semiconductors',
      'ai',
      'cloud',
      'security',
      'chips-policy',
      'startups',
    ])
    expect(config.feeds.map(({ name }) => name)).toEqual(['all', 'semiconductors', 'ai', 'fr', 'en'])
    expect(config.feeds.filter((feed) => feed.pin !== undefined).map(({ name }) => name)).toEqual([
      'all',
      'semiconductors',
    ])
  })

  it('has its JSON Schema in docs/ up to date (npm run schema)', () => {
    const written: unknown = JSON.parse(readFileSync(join(ROOT, 'docs/feeds.config.schema.json'), 'utf8'))
    expect(written).toEqual(JSON.parse(JSON.stringify(configSchema())))
  })
})

describe('addSources', () => {
  const TEXT = `{
  // kept
  "sources": [
    { "id": "a", "url": "https://a.example/feed", "title": "A" }
  ]
}
`
  it('appends and leaves the layout and the comments alone', () => {
    using folder = tempFolder()
    const file = join(folder.path, 'feeds.config.json')
    writeFileSync(file, TEXT)
    addSources(file, [{ id: 'b', url: 'https://b.example/', title: 'B "quoted"' }])
    expect(readFileSync(file, 'utf8')).toContain('// kept')
    expect(readFileSync(file, 'utf8')).toContain('{ "id": "a", "url": "https://a.example/feed", "title": "A" }')
    expect(loadConfig({}, folder.path).sources.map(({ title }) => title)).toEqual(['A', 'B "quoted"'])
  })

  it('leaves the file alone where the outcome would be wrong', () => {
    using folder = tempFolder()
    const file = join(folder.path, 'feeds.config.json')
    writeFileSync(file, TEXT)
    expect(() => addSources(file, [{ id: 'a', url: 'https://b.example/', title: 'B' }])).toThrow(/sources\[1\]\.id/)
    expect(readFileSync(file, 'utf8')).toBe(TEXT)
  })

  it('keeps the permissions of the file, for it may hold passwords, and the link that leads to it', () => {
    using folder = tempFolder()
    const file = join(folder.path, 'real.json')
    writeFileSync(file, TEXT, { mode: 0o600 })
    symlinkSync(file, join(folder.path, 'feeds.config.json'))
    addSources(join(folder.path, 'feeds.config.json'), [{ id: 'b', url: 'https://b.example/', title: 'B' }])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toContain('b.example')
  })

  it('makes ids of hosts, each once', () => {
    expect(newSourceId('https://www.rfi.fr/fr/rss', new Set())).toBe('rfi')
    expect(newSourceId('https://feeds.bbci.co.uk/x', new Set(['bbci-co']))).toBe('bbci-co-2')
  })
})
