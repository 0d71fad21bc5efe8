import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { printed, run, start } from '../support/command.ts'
import { articles, rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { tempFolder } from '../support/temp-folder.ts'

let origin: Origin
let folder: ReturnType<typeof tempFolder>

beforeAll(async () => {
  origin = await startOrigin()
  origin.serve('/a', {
    body: rss(articles(3, '2026-10-01T10:00:00Z', 'é'), { title: 'The A feed', lang: 'fr' }),
    etag: '"1"',
  })
  origin.serve('/b', { status: 500 })
  origin.serve('/page', { body: '<!doctype html><html><body>Hello</body></html>' })
})
afterAll(() => origin[Symbol.asyncDispose]())
beforeEach(() => {
  folder = tempFolder()
  configure({ id: 'a', url: `${origin.url}/a`, title: 'A' }, { id: 'b', url: `${origin.url}/b`, title: 'B' })
  return () => folder[Symbol.dispose]()
})

function configure(...sources: object[]): void {
  writeFileSync(join(folder.path, 'feeds.config.json'), JSON.stringify({ sources }))
}

function written(): { sources: { id: string; url: string; title: string; lang?: string; tags?: string[] }[] } {
  return JSON.parse(readFileSync(join(folder.path, 'feeds.config.json'), 'utf8'))
}

describe('tributary', () => {
  it('explains itself', async () => {
    const { code, out } = await run(folder.path, ['--help'])
    expect(code).toBe(0)
    for (const command of [
      'serve',
      'poll',
      'check',
      'items',
      'sources',
      'add',
      'doctor',
      'explain',
      'plan',
      'try',
      'stories',
      'opml',
      'schema',
    ])
      expect(out).toContain(command)
    expect(out).toContain('TRIBUTARY_CONFIG')
    expect((await run(folder.path, ['opml', '--help'])).out).toMatch(/import[\s\S]*export|export[\s\S]*import/)
    expect(await run(folder.path, ['--version'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    })
  })

  it('refuses a command or an option that is not there', async () => {
    expect(await run(folder.path, ['poll', '--frce'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('--force'),
    })
    expect(await run(folder.path, ['chek'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no command “chek”'),
    })
  })

  it('checks the configuration', async () => {
    expect(await run(folder.path, ['check'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('2 sources (2 enabled)'),
    })
    configure(
      { id: 'a', url: 'nonsense', title: '' },
      { id: 'a', url: 'https://x.example/', title: 'X', intervall: '1h' },
    )
    const { code, err } = await run(folder.path, ['check'], { PORT: 'x' })
    expect(code).toBe(2)
    expect(err).toContain('5 problems')
    expect(err.match(/^ {2}- /gm)).toHaveLength(5)
    expect(err).not.toMatch(/\n\s+at /)
  })

  it('warns of keys that can be guessed, and shows none', async () => {
    const file = join(folder.path, 'private.json')
    const feeds = [
      { name: 'family', title: 'Family', keys: ['short', 'long-enough-not-to-be-guessed'] },
      { name: 'team', title: 'Team', key: { env: 'TEAM_KEY' } },
    ]
    writeFileSync(file, JSON.stringify({ sources: [], feeds }))
    const checked = await run(folder.path, ['check'], { TRIBUTARY_CONFIG: file, TEAM_KEY: 'short-too' })
    expect(checked.code).toBe(0)
    expect(checked.err).toMatch(
      /^warning: feed family: a key of fewer than 16 .*\nwarning: feed team: a key of fewer .*\n$/,
    )
    expect(checked.out + checked.err).not.toMatch(/"?short"?[^e]|short-too|long-enough/)
  })

  it('polls what is due, once, and lists what came in', async () => {
    const first = await run(folder.path, ['poll'])
    expect(first.code).toBe(0)
    expect(first.out).toMatch(/^a +200 +updated +3 +3 +0 +0 +\d+$/m)
    expect(first.out).toMatch(/^b +500 +failed .*the server answered 500/m)
    expect(first.out).toContain('2 polled, 1 failed, 3 new articles')
    expect(first.err).toContain('a: updated')
    expect((await run(folder.path, ['poll'])).out).toContain('Nothing was polled')
    expect((await run(folder.path, ['poll', '--force'])).out).toMatch(/^a +304 +unchanged/m)
    expect((await run(folder.path, ['poll', 'b'])).code).toBe(1)

    const items = await run(folder.path, ['items', 'title:é', '-n', '2'])
    expect(items.out).toBe('2026-10-01 10:00  a  Article é 3 of the day\n2026-10-01 09:00  a  Article é 2 of the day\n')
    const [line = ''] = (await run(folder.path, ['items', '--json', '-n', '1'])).out.split('\n')
    expect(JSON.parse(line)).toMatchObject({ title: 'Article é 3 of the day', sourceId: 'a', lang: 'fr' })
    expect((await run(folder.path, ['items', 'nothing-like-it'])).err).toContain('No article matches')
    expect(await run(folder.path, ['items', '(x'])).toMatchObject({ code: 2, err: expect.stringContaining('^') })
    expect((await run(folder.path, ['items', '-n', 'many'])).code).toBe(2)

    const sources = await run(folder.path, ['sources'])
    expect(sources.out).toMatch(/^a +ok +3 /m)
    expect(sources.out).toMatch(/^b +failing +0 .*500/m)
  })

  it('does not poll a source that is not there', async () => {
    expect(await run(folder.path, ['poll', 'x'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('No enabled source has the id x'),
    })
  })

  it('adds a source after a look at it', async () => {
    const { url } = origin
    expect(
      await run(folder.path, ['add', `${url}/a?2`, '--no-check', '--id', 'c', '--title', 'C', '--lang', 'en']),
    ).toMatchObject({ code: 0 })
    expect(written().sources.at(-1)).toEqual({ id: 'c', url: `${url}/a?2`, title: 'C', lang: 'en' })
    expect((await run(folder.path, ['add', `${url}/a`])).err).toContain('The source “a” has this URL already')
    expect((await run(folder.path, ['add', `${url}/page`])).err).toContain('web page')
    expect((await run(folder.path, ['add', `${url}/b`, '--id', 'z'])).err).toContain('has this URL already')
    expect((await run(folder.path, ['add', 'rfi.fr'])).code).toBe(2)
    origin.serve('/new', { body: rss(articles(2, '2026-10-01T10:00:00Z'), { title: 'A new feed', lang: 'fr_FR' }) })
    expect((await run(folder.path, ['add', `${url}/new`])).out).toContain('A new feed, 2 entries')
    expect(written().sources.at(-1)).toMatchObject({ url: `${url}/new`, title: 'A new feed', lang: 'fr-fr' })
  })

  it('adds the feed that a page offers, and asks which where there are several', async () => {
    const { url } = origin
    const page = (...paths: string[]) =>
      `<!doctype html><title>Site</title>${paths.map((path) => `<link rel="alternate" type="application/rss+xml" href="${path}">`).join('')}`
    origin.serve('/offered', { body: rss(articles(1, '2026-10-01T10:00:00Z'), { title: 'An offered feed' }) })
    origin.serve('/site', { body: page('/offered') })
    origin.serve('/sites', { body: page('/offered', '/other') })
    origin.serve('/circle', { body: page('/circle') })

    origin.serve('/blog-feed', { body: rss(articles(3, '2026-10-01T10:00:00Z'), { title: 'A blog' }) })
    origin.serve('/blog', { body: page('/comments/feed/', '/blog-feed') })

    expect((await run(folder.path, ['add', `${url}/blog`])).out).toContain('A blog, 3 entries')
    expect(written().sources.at(-1)).toMatchObject({ url: `${url}/blog-feed` })
    const several = await run(folder.path, ['add', `${url}/sites`])
    expect(several).toMatchObject({ code: 1, err: expect.stringContaining(`${url}/other`) })
    expect((await run(folder.path, ['add', `${url}/circle`])).code).toBe(1)
    expect((await run(folder.path, ['add', `${url}/site`])).out).toContain('An offered feed, 1 entry')
    expect(written().sources.at(-1)).toMatchObject({ url: `${url}/offered`, title: 'An offered feed' })
    expect((await run(folder.path, ['add', `${url}/site`])).err).toContain('has this URL already')
  })

  it('carries the sources to and from OPML', async () => {
    const file = join(folder.path, 'out.opml')
    await run(folder.path, ['opml', 'export', 'out.opml'])
    expect((await run(folder.path, ['opml', 'export'])).out).toBe(readFileSync(file, 'utf8'))
    expect((await run(folder.path, ['opml', 'import', 'out.opml'])).out).toContain('0 of 2 feeds added')
    writeFileSync(
      file,
      `<opml version="2.0"><body><outline text="Folder &amp; Co"><outline text="In" xmlUrl="https://in.example/feed" language="fr" category="tech, news"/>
       <outline text="Bad" xmlUrl="javascript:x"/></outline><outline title="Out" text="o" xmlUrl="https://in.example/other"/></body></opml>`,
    )
    const imported = await run(folder.path, ['opml', 'import', 'out.opml'])
    expect(imported.out).toContain('2 of 3 feeds added')
    expect(imported.err).toContain('“javascript:x” is no http')
    expect(written().sources.slice(2)).toEqual([
      { id: 'in', url: 'https://in.example/feed', title: 'In', lang: 'fr', tags: ['Folder & Co', 'tech', 'news'] },
      { id: 'in-2', url: 'https://in.example/other', title: 'Out', tags: [] },
    ])
    expect((await run(folder.path, ['check'])).code).toBe(0)
    writeFileSync(file, 'no opml')
    expect(await run(folder.path, ['opml', 'import', 'out.opml'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('no OPML'),
    })
    expect((await run(folder.path, ['opml', 'import', 'missing.opml'])).err).toContain('ENOENT')
  })

  it('serves by default, says where to subscribe, and ends cleanly on SIGTERM', async () => {
    const child = start(folder.path, ['--port', '0'], { LOG_FORMAT: 'json' })
    const out = await printed(child, /Subscribe: http:\/\/localhost:\d+\/feeds\/all\.atom/)
    const url = /listening on (http:\/\/localhost:\d+)/.exec(out)?.[1] ?? ''
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    expect(existsSync(join(folder.path, 'data/tributary.db'))).toBe(true)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
    // The log behind it is folded into the database.
    expect(existsSync(join(folder.path, 'data/tributary.db-wal'))).toBe(false)
  })

  it('gives the polls under way back when it is stopped in the middle', async () => {
    let asked: () => void = () => {}
    const polled = new Promise<void>((resolve) => {
      asked = resolve
    })
    origin.serve('/slow', () => {
      asked()
      return undefined
    })
    configure({ id: 'slow', url: `${origin.url}/slow`, title: 'Slow' })
    const child = start(folder.path, ['--port', '0'])
    child.stdout?.resume()
    await polled
    child.kill('SIGINT')
    expect(await once(child, 'exit')).toEqual([0, null])
    origin.serve('/slow', { body: rss(articles(1, '2026-10-01T10:00:00Z')) })
    expect((await run(folder.path, ['poll'])).out).toContain('1 polled, 0 failed, 1 new articles')
  })

  it('says what is wrong where it cannot start', async () => {
    const other = createServer().listen(0)
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    const taken = await run(folder.path, ['serve', '--port', String(port)])
    expect(taken).toMatchObject({
      code: 1,
      err: expect.stringMatching(/Cannot listen on port \d+: something else listens/),
    })
    other.close()
    writeFileSync(join(folder.path, 'data.txt'), 'x')
    const noFolder = await run(folder.path, ['serve', '--port', '0'], { TRIBUTARY_DATA: 'data.txt' })
    expect(noFolder).toMatchObject({ code: 1, err: expect.stringContaining('cannot be used') })
    const nowhere = await run(folder.path, ['items'], { TRIBUTARY_DATA: '/proc/nowhere/data' })
    expect(nowhere).toMatchObject({ code: 1, err: expect.stringContaining('its folder cannot be made') })
    expect((await run(folder.path, ['serve', '--port', 'eighty'])).err).toContain('PORT: expected a number')
  })
})
