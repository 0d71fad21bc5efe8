import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createDigester, type Digester, type DigesterOptions } from '../../src/digest/digester.ts'
import type { Fetched } from '../../src/digest/fetched.ts'
import { parseQuery } from '../../src/query/parse-query.ts'
import { articles, rss } from '../support/feeds.ts'

const NOW = Date.UTC(2024, 1, 12)
const TOPICS = [{ id: 'day', title: 'Day', query: parseQuery('title:day', 'query'), written: 'title:day' }]

const open: Digester[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((digester) => digester.close()))
})

function digester(options: Partial<DigesterOptions> = {}): Digester {
  const made = createDigester({ rules: { topics: TOPICS, filters: [] }, ...options })
  open.push(made)
  return made
}

function fetched(text: string): Fetched {
  const source = { id: 'a', priority: 50 }
  return { body: Buffer.from(text), url: 'https://source.example/rss', source, now: NOW }
}

const honest = fetched(rss(articles(3, '2024-02-11T12:00:00Z')))

describe('reading in a process', () => {
  it('gives candidates with their topics', async () => {
    const answer = await digester().digest(honest)

    expect(answer).toMatchObject({ kind: 'read', digest: { feedTitle: 'A source', hints: {} } })
    const candidates = answer.kind === 'read' ? answer.digest.candidates : []
    expect(candidates.map(({ topics }) => topics)).toEqual([['day'], ['day'], ['day']])
  })

  it('says what is no feed', async () => {
    expect(await digester().digest(fetched('<html></html>'))).toMatchObject({
      kind: 'unreadable',
      message: expect.stringMatching(/web page/),
    })
  })

  it('answers each of many with its own', async () => {
    const one = digester()
    const titles = Array.from({ length: 40 }, (_, n) => `Titre ${n}`)
    const answers = await Promise.all(titles.map((title) => one.digest(fetched(rss([], { title })))))

    expect(answers.map((answer) => (answer.kind === 'read' ? answer.digest.feedTitle : answer))).toEqual(titles)
  })
})

describe('a document that asks too much', () => {
  it('of time ends in time, and the next one gets a process of its own', async () => {
    const hasty = digester({ limitMs: { each: 1, perMegabyte: 0 } })
    const html = '<b>x</b>'.repeat(300)
    const slow = fetched(rss(articles(400, '2024-02-11T12:00:00Z').map((article) => ({ ...article, html }))))
    const tooLong = { kind: 'unreadable', message: 'reading the document takes more than 1 ms' }

    expect(await Promise.all([hasty.digest(slow), hasty.digest(slow)])).toEqual([tooLong, tooLong])
  })

  it('of memory ends its process alone', async () => {
    const one = digester({ heapMegabytes: 40 })
    const big = fetched(`<rss><channel><item><title>a</title></item>${'<x><y/></x>'.repeat(190_000)}</channel></rss>`)

    const [fallen, read] = await Promise.all([one.digest(big), one.digest(honest)])
    expect(fallen).toEqual({ kind: 'unreadable', message: 'reading the document takes too much memory' })
    expect(read).toMatchObject({ kind: 'read' })
  })
})

describe('a process that dies', () => {
  it('in the middle of a document costs that document, and the next one is read', async () => {
    const one = digester()
    await one.digest(honest)
    const [pid = 0] = one.processes()
    const pending = Promise.all([one.digest(honest), one.digest(honest)])
    process.kill(pid, 'SIGKILL')

    expect((await pending).map(({ kind }) => kind)).toEqual(['unreadable', 'read'])
    expect(one.processes()).not.toContain(pid)
  })

  it('at rest costs nothing', async () => {
    const one = digester()
    await one.digest(honest)
    const [pid = 0] = one.processes()
    process.kill(pid, 'SIGKILL')
    await vi.waitUntil(() => one.processes().length === 0)

    expect(await one.digest(honest)).toMatchObject({ kind: 'read' })
  })

  it('at its start is told, for each document that waited for it', async () => {
    const one = digester({ heapMegabytes: 1 })
    const broken = { kind: 'broken', why: expect.stringMatching(/ended at its start \(SIG/) }
    expect(await Promise.all([one.digest(honest), one.digest(honest)])).toEqual([broken, broken])
  })

  it('does not of Ctrl-C or of a closed terminal, which are for the program to obey', async () => {
    const one = digester()
    await one.digest(honest)
    const before = one.processes()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) for (const pid of before) process.kill(pid, signal)

    expect(await one.digest(honest)).toMatchObject({ kind: 'read' })
    expect(one.processes()).toEqual(before)
  })
})

describe('a program that busies itself with something else', () => {
  it('still hears an answer that came in time', async () => {
    const hasty = digester({ limitMs: { each: 200, perMegabyte: 0 } })
    await hasty.digest(honest)
    const pending = Promise.all([hasty.digest(honest), hasty.digest(honest)])
    // The document has to be on its way.
    await new Promise(setImmediate)
    for (const startedAt = performance.now(); performance.now() - startedAt < 300; );

    expect((await pending).map(({ kind }) => kind)).toEqual(['read', 'read'])
  })

  it('ends though a process that has nothing to read is there', async () => {
    const module = new URL('../../src/digest/digester.ts', import.meta.url).href
    const document = JSON.stringify({ url: honest.url, source: honest.source, now: NOW })
    const code = `import { createDigester } from '${module}'
      const body = Buffer.from('<rss><channel><title>t</title></channel></rss>')
      console.log((await createDigester({ rules: { topics: [], filters: [] } }).digest({ ...${document}, body })).kind)`
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code])

    expect(stdout).toBe('read\n')
  })
})

describe('a document that waits', () => {
  it('is given back unread after its patience, and those after it are read', async () => {
    const one = digester()
    const pending = Promise.all([one.digest(honest, 0), one.digest(honest)])

    expect(await pending).toMatchObject([
      { kind: 'unread', why: 'too many documents are waiting to be read' },
      { kind: 'read' },
    ])
  })
})

describe('closing', () => {
  it('breaks off what is under way and what waits', async () => {
    const one = digester()
    const pending = Promise.all([one.digest(honest), one.digest(honest), one.digest(honest)])
    await one.close()

    expect(await pending).toEqual(Array(3).fill({ kind: 'unread', why: 'the reading was broken off' }))
    expect(await one.digest(honest)).toMatchObject({ kind: 'unread' })
    expect(one.processes()).toEqual([])
  })
})
