import { readdirSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ParsedEntry, ParsedFeed } from '../../src/model/parsed-feed.ts'
import { parseFeed } from '../../src/parse/parse.ts'
import { encoded } from './encoded.ts'

/** `name.expected.json` beside each document: a new case adds two files and no code. */
interface Case {
  readonly name: string
  readonly body: Uint8Array
  readonly why: string
  readonly contentType?: string
  /** The encoding that the document is sent in; it lies here as UTF-8, which git and editors leave alone. */
  readonly bytes?: string
  readonly bom?: boolean
  /** A part of the ParsedFeed, dates as ISO 8601; `null` is absent. */
  readonly expect?: object
  /** What the message of the error matches. */
  readonly error?: string
}

const FOLDER = new URL('../fixtures/feeds/', import.meta.url)
const EXPECTED = '.expected.json'
const CASES = readdirSync(FOLDER)
  .filter((file) => !file.endsWith(EXPECTED))
  .map(readCase)

describe('every document of the folder', () => {
  it.each(CASES)('$name: $why', async ({ body, contentType, error, expect: part }) => {
    const parsed = parseFeed(body, contentType)
    if (error !== undefined)
      return expect(parsed).rejects.toMatchObject({ code: 'invalid', message: expect.stringMatching(error) })
    expect(part).toBeDefined()
    expect(withAbsences(told(await parsed), part)).toMatchObject(part ?? {})
  })
})

describe('one document does not touch another', () => {
  it('whether they are read at once or one after another, and in which order', async () => {
    const alone: string[] = []
    for (const document of CASES) alone.push(await answer(document))
    const reversed: string[] = []
    for (const document of CASES.toReversed()) reversed.unshift(await answer(document))

    expect(await Promise.all(CASES.map(answer))).toEqual(alone)
    expect(reversed).toEqual(alone)
  })
})

function readCase(file: string): Case {
  const name = file.slice(0, -extname(file).length)
  const told: Omit<Case, 'name' | 'body'> = JSON.parse(readFileSync(new URL(name + EXPECTED, FOLDER), 'utf8'))
  return { name, body: encoded(readFileSync(new URL(file, FOLDER), 'utf8'), told.bytes, told.bom), ...told }
}

/** A feed as the expectations are written. */
function told(feed: ParsedFeed): object {
  return { ...feed, entries: feed.entries.map(toldEntry) }
}

function toldEntry(entry: ParsedEntry): object {
  return { ...entry, published: iso(entry.published), updated: iso(entry.updated) }
}

/** What is expected to be absent, as `null`. */
function withAbsences(value: unknown, expected: unknown): unknown {
  if (Array.isArray(value))
    return value.map((each, i) => withAbsences(each, Array.isArray(expected) ? expected[i] : {}))
  if (!isObject(value) || !isObject(expected)) return value
  const wanted = Object.keys(expected).map((name) => [name, withAbsences(value[name] ?? null, expected[name])])
  return { ...value, ...Object.fromEntries(wanted) }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function iso(instant: number | undefined): string | null {
  return instant === undefined ? null : new Date(instant).toISOString()
}

async function answer({ body, contentType }: Case): Promise<string> {
  return parseFeed(body, contentType).then(JSON.stringify, String)
}
