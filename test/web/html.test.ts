import { HtmlValidate } from 'html-validate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { crawl, everyPage } from '../browser/every-page.ts'
import { openFirstRun, openWorld, type World } from '../browser/world.ts'

const validator = new HtmlValidate({ root: true, extends: ['html-validate:recommended'] })
const LANGUAGES = ['en', 'fr']

let world: World
let crawled: Awaited<ReturnType<typeof crawl>>

beforeAll(async () => {
  world = await openWorld()
  crawled = await crawl(world)
})

afterAll(() => world[Symbol.asyncDispose]())

/** What the validator has to say, each complaint with its place and the line that it is about. */
async function complaintsOf(html: string): Promise<string[]> {
  const lines = html.split('\n')
  const report = await validator.validateString(html)
  return report.results.flatMap(({ messages }) =>
    messages.map(
      ({ ruleId, message, line }) => `${ruleId}: ${message} (${line}: ${lines[line - 1]?.trim().slice(0, 160)})`,
    ),
  )
}

const complaints = async (pages: Iterable<readonly [string, string]>) => {
  const all: string[] = []
  for (const [path, html] of pages) for (const complaint of await complaintsOf(html)) all.push(`${path} ${complaint}`)
  return all
}

describe('the HTML of the pages', () => {
  it('is put to a validator that finds what is wrong', async () => {
    const wrong = '<!doctype html>\n<html lang="en"><head><title>t</title></head><body><p><div></div></p></body></html>'
    expect(await complaintsOf(wrong)).not.toEqual([])
  })

  it.each(LANGUAGES)('is valid on each kind of page, errors too (%s)', async (language) => {
    const pages: [string, string][] = []
    for (const { path, status = 200 } of await everyPage(world, crawled)) {
      const response = await world.service.get(path, { Accept: 'text/html', 'Accept-Language': language })
      expect([path, response.status]).toEqual([path, status])
      pages.push([path, await response.text()])
    }
    expect(await complaints(pages)).toEqual([])
  })

  it('is valid wherever a link leads', async () => {
    expect(crawled.length).toBeGreaterThan(100)
    expect(await complaints(crawled)).toEqual([])
  })

  it('is valid before the first article came', async () => {
    await using young = await openFirstRun()
    const pages = ['/', '/sources', '/feeds', '/feeds/all'].map(async (path) => {
      const response = await fetch(young.url + path, { headers: { Accept: 'text/html' } })
      return [path, await response.text()] as const
    })
    expect(await complaints(await Promise.all(pages))).toEqual([])
  })
})
