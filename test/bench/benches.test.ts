import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { BENCHES } from '../../bench/benches.ts'
import { plotsOf, withTables } from '../../bench/document.ts'
import { isMet, type Results, readResults } from '../../bench/results.ts'
import { cellsOf, textTable } from '../../bench/table.ts'

const BENCH = fileURLToPath(new URL('../../bench/', import.meta.url))
const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url))
const page = readFileSync(`${DOCS}performance.md`, 'utf8')
const run = promisify(execFile)

describe('a bench', () => {
  it.concurrent.each([...new Set(['all.ts', ...BENCHES.map(({ file }) => file)])])(
    '%s says what it does and what it may be told',
    async (file) => {
      const { stdout } = await run(process.execPath, [BENCH + file, '--help'])
      for (const said of [`node bench/${file}`, '--size <small|full>', '--runs <number>', '--json <file>'])
        expect(stdout).toContain(said)
    },
  )

  it('says what is wrong with what it is told, and does nothing', async () => {
    const refused = run(process.execPath, [`${BENCH}parse.ts`, '--size', 'huge'])
    await expect(refused).rejects.toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('small or full'),
    })
  })
})

describe('docs/performance.md', () => {
  it('has a table for each bench that `npm run bench` runs, and for no other', () => {
    const named = [...page.matchAll(/<!-- bench:([\w-]+) -->/g)].map(([, name]) => name)
    expect(named.toSorted()).toEqual(['machine', 'bars', ...BENCHES.map(({ name }) => name)].toSorted())
  })

  it('has the figures of docs/performance.json, and so have its plots', () => {
    const results = readResults(`${DOCS}performance.json`)
    expect(withTables(page, results)).toBe(page)
    for (const [name, svg] of Object.entries(plotsOf(results))) {
      expect(readFileSync(`${DOCS}plots/${name}`, 'utf8')).toBe(svg)
      expect(page).toContain(`plots/${name}`)
    }
  })

  it('says which bars are met', () => {
    const rows = [
      { what: 'fast', unit: 'ms', ours: 3, bar: { is: 'at most', limit: 3 } },
      {
        what: 'slow',
        unit: 's',
        ours: 9,
        yardstick: { name: 'limit', value: 4 },
        ratio: 2.25,
        bar: { is: 'at most', limit: 2 },
      },
      { what: 'told', unit: 'MB', ours: 1 },
    ] as const
    const machine = { cores: 2, gigabytes: 4, node: '24.0.0', sqlite: '3.50.0' }
    const benches = { poll: { size: 'full', runs: 5, command: 'npm run bench:poll', rows, points: [] } } as const
    const results: Results = { machine, benches }
    const text = withTables('<!-- bench:bars -->\nold\n<!-- /bench -->', results)
    expect(text).toContain('1 of 2 bars are met.')
    expect(text.replaceAll(/ +/g, ' ')).toContain('| poll: slow | 9.00 s | 4.00 (limit) | 2.25 | ≤ 2 x | not met |')
    expect(text).not.toContain('told')
    expect(rows.map(isMet)).toEqual([true, false, undefined])
    expect(textTable(rows).split('\n')[3]).toContain(cellsOf(rows[2])[1])
    expect(() => withTables('<!-- bench:none -->\n<!-- /bench -->', results)).toThrow('none')
  })
})
