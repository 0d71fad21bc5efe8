import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const SRC = fileURLToPath(new URL('../src/', import.meta.url))
const FILES = new Map(
  readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.(ts|js)$/.test(path))
    .map((path) => [path, read(path)]),
)
const PORT = 'store/store.ts'
const STAGES = ['parse', 'normalise', 'identify', 'classify', 'stories']

/** Who may import what: a folder, or a file of its own. The longest entry that fits a file is its own. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  'errors.ts': [],
  'heap.ts': [],
  config: ['model', 'errors.ts', 'query', 'identify'],
  'log.ts': ['config'],
  schedule: ['model'],
  fetch: ['model', 'errors.ts'],
  parse: ['model', 'errors.ts'],
  normalise: ['model'],
  identify: ['model'],
  query: ['model', 'errors.ts'],
  classify: ['model', 'query'],
  stories: ['model', 'query/fold.ts'],
  explain: ['model', 'query', 'classify', 'normalise/text.ts', PORT],
  [PORT]: ['model', 'errors.ts'],
  'store/open-store.ts': ['model', PORT, 'store/sqlite', 'store/postgres'],
  'store/sqlite': ['model', 'errors.ts', PORT],
  'store/postgres': ['model', 'errors.ts', PORT],
  publish: ['model'],
  editions: ['model', 'query', 'publish/lead.ts', PORT],
  web: ['model', 'errors.ts', 'query', 'publish', 'editions', 'explain', 'rehearse', PORT],
  digest: ['model', 'errors.ts', 'heap.ts', ...STAGES],
  'ingest.ts': ['model', 'errors.ts', PORT, 'fetch', 'digest', 'rejudge', 'schedule'],
  'grouper.ts': ['model', 'normalise/text.ts', 'stories', PORT],
  backup: [
    'model',
    'errors.ts',
    'classify',
    'normalise/text.ts',
    'normalise/clean-html.ts',
    'stories/features.ts',
    'stories/kept-features.ts',
    PORT,
  ],
  rejudge: ['model', 'query', 'classify', 'normalise/text.ts', PORT],
  rehearse: ['model', 'errors.ts', 'query', 'classify', 'normalise/text.ts', 'explain', 'rejudge', PORT],
  'polling.ts': ['model', 'config', PORT, 'fetch', 'digest', 'schedule', 'ingest.ts'],
  'tributary.ts': [
    ...['model', 'errors.ts', 'config', 'query', 'publish', 'web', 'polling.ts', PORT, 'store/open-store.ts'],
    ...['fetch', 'identify', 'rejudge', 'grouper.ts'],
  ],
  'examine.ts': ['model', 'errors.ts', 'config', 'fetch', 'digest', 'schedule', 'tributary.ts', ...STAGES],
  commands: [
    ...['tributary.ts', 'examine.ts', 'config', 'errors.ts', 'model', 'log.ts', 'query', 'explain', 'rehearse', PORT],
    'backup',
    ...['parse/opml.ts', 'publish/opml.ts'],
  ],
  'main.ts': ['commands', 'tributary.ts', 'config', 'errors.ts'],
  'entry.js': ['main.ts', 'heap.ts'],
}

describe('the imports of src/', () => {
  it('are all found', () => {
    expect(importsIn("import a, {\n  b } from './a.ts'\nexport * from '../b.ts'\nimport type { C } from 'c'")).toEqual([
      ...['./a.ts', '../b.ts', 'c'],
    ])
    expect(
      importsIn("import './a.ts'\nawait import('./b.ts')\ntype T = import('./c.ts').T\nif (x) import('./d.ts')"),
    ).toEqual(['./a.ts', './b.ts', './c.ts', './d.ts'])
    expect([...FILES.keys()].filter((path) => importsOf(path).some((one) => !FILES.has(one)))).toEqual([])
    expect(FILES.size).toBeGreaterThan(40)
  })

  it.each([...FILES.keys()])('%s imports what it may', (path) => {
    const own = unitOf(path)
    const allowed = own === undefined ? [] : (MAY_IMPORT[own] ?? [])
    const broken = importsOf(path).filter((one) => unitOf(one) !== own && !allowed.some((may) => isIn(one, may)))

    expect(own, `no line of the table is about ${path}`).toBeDefined()
    expect(broken).toEqual([])
  })

  it('go round in no circle', () => {
    expect(circles()).toEqual([])
  })

  it('name the adapters of the store in one file', () => {
    const naming = [...FILES.keys()].filter((path) =>
      importsOf(path).some((one) => /^store\/[^/]+\//.test(one) && unitOf(one) !== unitOf(path)),
    )
    expect(naming).toEqual(['store/open-store.ts'])
  })
})

describe('the files of src/', () => {
  it('are no barrels and lie in no folder that could hold anything', () => {
    const names = [...FILES.keys()]
    expect(names.filter((path) => /(^|\/)index\.(ts|js)$/.test(path))).toEqual([])
    expect(
      names.filter((path) => path.split('/').some((name) => /^(utils?|helpers?|common|shared)(\.|$)/.test(name))),
    ).toEqual([])
  })

  it('leave the process to those who are one', () => {
    const touching = [...FILES].filter(([, text]) =>
      /\bprocess\s*[.[]|['"](node:)?process['"]/.test(withoutComments(text)),
    )
    expect(touching.map(([path]) => path).toSorted()).toEqual(['digest/worker.ts', 'entry.js', 'main.ts'])
  })
})

function read(path: string): string {
  return readFileSync(join(SRC, path), 'utf8')
}

/** Comments at the beginning of a line and behind code; none of our strings has `//` behind a space. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
}

function importsIn(text: string): string[] {
  const statement =
    /^\s*(?:import|export)\s[^'"]*?\bfrom\s*(['"])([^'"]+)\1|^\s*import\s*(['"])([^'"]+)\3|\bimport\(\s*(['"])([^'"]+)\5/gm
  return [...withoutComments(text).matchAll(statement)].flatMap((found) => found[2] ?? found[4] ?? found[6] ?? [])
}

/** The files of ours that a file imports, as paths in src/. */
function importsOf(path: string): string[] {
  return importsIn(FILES.get(path) ?? '')
    .filter((one) => one.startsWith('.'))
    .map((one) => relative(SRC, join(SRC, dirname(path), one)).replaceAll('\\', '/'))
}

/** The line of the table that a file comes under: the longest that fits. */
function unitOf(path: string): string | undefined {
  return Object.keys(MAY_IMPORT)
    .filter((unit) => isIn(path, unit))
    .toSorted((a, b) => b.length - a.length)[0]
}

function isIn(path: string, unit: string): boolean {
  return path === unit || path.startsWith(`${unit}/`)
}

/** Every circle of files, by the file that closes it. */
function circles(): string[] {
  const done = new Set<string>()
  const found: string[] = []
  const visit = (path: string, above: readonly string[]): void => {
    if (above.includes(path)) found.push([...above.slice(above.indexOf(path)), path].join(' → '))
    if (done.has(path) || above.includes(path)) return
    for (const one of importsOf(path)) visit(one, [...above, path])
    done.add(path)
  }
  for (const path of FILES.keys()) visit(path, [])
  return found
}
