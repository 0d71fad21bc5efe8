import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openChromium } from './chromium.ts'
import { crawl, everyPage, type Place } from './every-page.ts'
import { axeOn, OF_COLOURS, openTab, sidewaysIn } from './visit.ts'
import { openFirstRun, openWorld, type World } from './world.ts'

const PHONE = { width: 390, height: 844 }
const DESK = { width: 1280, height: 900 }
const LANGUAGES = ['en-GB', 'fr-FR']
/** Tabs at once: as many as small machines have processors. */
const TABS = 2

let world: World
let browser: Browser
let places: readonly Place[]

beforeAll(async () => {
  browser = await openChromium()
  world = await openWorld()
  // A browser asks for a password instead of showing the page that is closed.
  places = (await everyPage(world, await crawl(world))).filter(({ status }) => status !== 401)
})

afterAll(async () => {
  await browser?.close()
  await world?.[Symbol.asyncDispose]()
})

type Check = (page: Page) => Promise<readonly string[]>

/** What is wrong with the pages by a check, and with what each of them loads. */
async function wrongWith(context: BrowserContext, url: string, of: readonly Place[], check: Check): Promise<string[]> {
  const ahead = [...of]
  const wrong: string[] = []
  const tab = async () => {
    const { page, troubles } = await openTab(context, [new URL(url).origin, new URL(world.origin.url).origin])
    for (let place = ahead.shift(); place !== undefined; place = ahead.shift()) {
      const { name, path, status = 200 } = place
      const response = await page.goto(url + path, { waitUntil: 'load' })
      if (response?.status() !== status) wrong.push(`${name} (${path}): answers ${response?.status()}`)
      for (const what of [...(await check(page)), ...troubles()]) wrong.push(`${name} (${path}): ${what}`)
    }
  }
  await Promise.all(Array.from({ length: TABS }, tab))
  await context.close()
  return wrong
}

/** Nothing to scroll sideways, on a phone and at a desk. */
async function fits(page: Page): Promise<string[]> {
  await page.setViewportSize(PHONE)
  const onPhone = await sidewaysIn(page)
  await page.setViewportSize(DESK)
  return [...onPhone, ...(await sidewaysIn(page))]
}

describe.each(LANGUAGES)('every page for a reader of %s', (locale) => {
  it.each([true, false])('loads in peace and fits the window (JavaScript: %s)', async (javaScriptEnabled) => {
    const context = await browser.newContext({ locale, javaScriptEnabled, viewport: PHONE })
    expect(await wrongWith(context, world.service.url, places, fits)).toEqual([])
  })

  it('has nothing that axe finds wrong, by day and by night', async () => {
    // Each language has the light scheme at one width and the dark one at the other.
    const [light, dark] = locale === LANGUAGES[0] ? [PHONE, DESK] : [DESK, PHONE]
    const check = async (page: Page) => {
      await page.emulateMedia({ colorScheme: 'light' })
      await page.setViewportSize(light)
      const byDay = await axeOn(page)
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.setViewportSize(dark)
      return [...byDay, ...(await axeOn(page, OF_COLOURS)).map((what) => `at night: ${what}`)]
    }
    const context = await browser.newContext({ locale, viewport: PHONE })
    expect(await wrongWith(context, world.service.url, places, check)).toEqual([])
  })
})

describe('the pages before the first article came', () => {
  it('are in order as well', async () => {
    await using young = await openFirstRun()
    const context = await browser.newContext({ viewport: PHONE })
    const check = async (page: Page) => [...(await fits(page)), ...(await axeOn(page))]
    const first = ['/', '/sources', '/feeds'].map((path) => ({ name: 'first run', path }))
    expect(await wrongWith(context, young.url, first, check)).toEqual([])
  })
})

describe('the checks', () => {
  it('find what is wrong', async () => {
    const context = await browser.newContext({ viewport: PHONE })
    const { page, troubles } = await openTab(context, [])
    await page.setContent(
      '<html><body style="width:900px"><img src="http://127.0.0.1:9/x.png"><p style="color:#999;background:#888">words that are hard to read</p>',
    )
    expect(await sidewaysIn(page)).toHaveLength(1)
    expect((await axeOn(page)).join()).toMatch(/image-alt.*/)
    expect((await axeOn(page, OF_COLOURS)).join()).toMatch(/color-contrast/)
    expect(troubles().join()).toContain('asked another')
    await context.close()
  })
})
