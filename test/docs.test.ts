import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseQuery } from '../src/query/parse-query.ts'

const ROOT = resolve(import.meta.dirname, '..')
const read = (file: string) => readFileSync(resolve(ROOT, file), 'utf8')

describe('the documents', () => {
  it('name every place of src/ on the map, and no other', () => {
    const map = read('README.md').split('## Project structure')[1] ?? ''
    const named = [...new Set([...map.matchAll(/`src\/([\w.-]+)\/?`/g)].map(([, name]) => name))]
    expect(named.sort()).toEqual(readdirSync(resolve(ROOT, 'src')).sort())
  })

  it('say why each dependency is there, and of none that is not', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
    const rows = (read('docs/decisions.md').split('## Dependencies')[1] ?? '').matchAll(/^\| ([a-z][\w, -]*) \|/gm)
    const named = [...rows].flatMap(([, names = '']) => names.trim().split(', ')).filter((name) => name !== 'package')
    expect(named.sort()).toEqual(Object.keys(dependencies).sort())
  })

  it('show queries that can be read, and the error that the last one gives', () => {
    const text = read('docs/query-language.md')
    const rows = [...text.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)])
    expect(rows.length).toBeGreaterThan(12)
    for (const [, query = ''] of rows)
      if (!query.endsWith(':')) expect(() => parseQuery(query.replace('<id>', 'x'))).not.toThrow()
    const shown = /```\n(This parenthesis[\s\S]*?)\n```/.exec(text)?.[1]
    expect(shown).toContain('^')
    expect(() => parseQuery('chips (fab OR plant')).toThrow(shown ?? '')
  })

  it('name every variable that overrides', () => {
    const readme = read('README.md')
    for (const [, name = ''] of read('src/config/environment.ts').matchAll(/'([A-Z]{3,}(?:_[A-Z]+)*)'/g))
      expect(readme).toContain(`\`${name}\``)
  })
})
