import { brotliCompressSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openChromium } from './chromium.ts'
import { openWorld, type World } from './world.ts'

const RIVER = '/?limit=60'
const HTML = { Accept: 'text/html' }
const REQUESTS = 40
/** Milliseconds; the goal is 10, and a busy machine may take some more. */
const FIRST_BYTE_MS = 40
/** WCAG 2.2, 2.5.8: CSS pixels each way. */
const LEAST_TARGET = 24
const LEAST_TEXT = 12

let world: World
let browser: Browser

beforeAll(async () => {
  browser = await openChromium()
  world = await openWorld()
})

afterAll(async () => {
  await browser?.close()
  await world?.[Symbol.asyncDispose]()
})

describe('a river of 60 articles', () => {
  it('weighs less than 60 kB, and its style and script less than 30', async () => {
    const html = await (await world.service.get(RIVER, HTML)).text()
    expect(html.match(/<li class="item"/g)).toHaveLength(60)
    const weight = brotliCompressSync(html).length
    expect(weight).toBeLessThan(60_000)
    const assets = [...html.matchAll(/\/assets\/[\w.]+\?[\w-]+/g)].map(([path]) => path)
    const sizes = await Promise.all(
      assets.map(async (path) => (await (await world.service.get(path)).arrayBuffer()).byteLength),
    )
    expect(sizes).toHaveLength(2)
    process.stdout.write(`the river: ${weight} bytes compressed; style and script: ${sizes.join(' and ')}\n`)
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(30_000)
  })

  it('has its first byte soon', async () => {
    const times: number[] = []
    for (let i = 0; i < REQUESTS; i += 1) {
      const begun = performance.now()
      const response = await world.service.get(RIVER, HTML)
      times.push(performance.now() - begun)
      await response.text()
    }
    const median = times.toSorted((a, b) => a - b)[REQUESTS / 2] ?? Number.NaN
    process.stdout.write(`first byte of the river, median of ${REQUESTS}: ${median.toFixed(1)} ms\n`)
    expect(median).toBeLessThan(FIRST_BYTE_MS)
  })

  it.each([390, 1280])('does not shift while it loads, at %d px', async (width) => {
    const context = await browser.newContext({ viewport: { width, height: 844 } })
    const page = await context.newPage()
    await page.goto(world.service.url + RIVER)
    for (const picture of await page.locator('main img').all()) await picture.scrollIntoViewIfNeeded()
    const shifted = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const sum = (entries: PerformanceEntryList) =>
            entries.reduce((all, entry) => all + (entry as PerformanceEntry & { value: number }).value, 0)
          new PerformanceObserver((list) => resolve(sum(list.getEntries()))).observe({
            type: 'layout-shift',
            buffered: true,
          })
          // Where nothing has shifted, nobody is told so.
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)))
        }),
    )
    expect(await page.locator('main img').count()).toBeGreaterThan(5)
    expect(shifted).toBe(0)
    await context.close()
  })

  it('has targets that a finger hits and text that eyes can read', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
    const page = await context.newPage()
    for (const path of [RIVER, '/sources', '/topics', '/feeds', '/try?q=chip']) {
      await page.goto(world.service.url + path)
      const small = await page.evaluate(
        ({ target, text }) => {
          const seen = (element: Element) => element.checkVisibility() && element.getBoundingClientRect().width > 1
          const inText = (element: Element) => getComputedStyle(element).display === 'inline'
          const targets = [...document.querySelectorAll('a, button, input, select, summary')]
            .filter((element) => seen(element) && !inText(element))
            .filter((element) => element.getBoundingClientRect().height < target)
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
          const texts: Element[] = []
          while (walker.nextNode()) {
            const { parentElement, textContent } = walker.currentNode
            if (parentElement === null || textContent?.trim() === '' || !seen(parentElement)) continue
            if (Number.parseFloat(getComputedStyle(parentElement).fontSize) < text) texts.push(parentElement)
          }
          return [...targets, ...texts].map(({ outerHTML }) => outerHTML.slice(0, 120))
        },
        { target: LEAST_TARGET, text: LEAST_TEXT },
      )
      expect([path, small]).toEqual([path, []])
    }
    await context.close()
  })
})
