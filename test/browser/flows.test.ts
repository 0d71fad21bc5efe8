import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openChromium } from './chromium.ts'
import { EDITED } from './publishers.ts'
import { openWorld, type World } from './world.ts'

const PHONE = { width: 390, height: 844 }
/** How long the page waits between two looks for news, and more. */
const NEWS_MS = 61_000
const TOLD_EVERYWHERE = 'Orvane picks Dunkirk for a 4.2 billion euro chip plant'

let world: World
let browser: Browser
let context: BrowserContext | undefined

beforeAll(async () => {
  browser = await openChromium()
  world = await openWorld()
})

afterAll(async () => {
  await browser?.close()
  await world?.[Symbol.asyncDispose]()
})

afterEach(async () => {
  await context?.close()
})

/** A page of the service in a new window. */
async function visit(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  context = await browser.newContext({ viewport: PHONE, ...options })
  const page = await context.newPage()
  await page.goto(world.service.url + path)
  return page
}

const addressOf = (page: Page) => decodeURIComponent(page.url().slice(world.service.url.length)).replaceAll('+', ' ')
const titleWithFocus = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest('h3')?.textContent?.trim() ?? '')

describe.each([true, false])('a reader (JavaScript: %s)', (javaScriptEnabled) => {
  const open = (path: string, options: BrowserContextOptions = {}) => visit(path, { javaScriptEnabled, ...options })

  it('searches, sees the words marked, and removes the search', async () => {
    const page = await open('/')
    await page.getByRole('searchbox').fill('Dunkirk OR Dunkerque')
    await page.getByRole('button', { name: 'Search' }).click()
    expect(addressOf(page)).toBe('/?q=Dunkirk OR Dunkerque')
    expect((await page.locator('mark').allTextContents()).join()).toMatch(/Dunkirk|Dunkerque/)
    await page.getByRole('link', { name: 'Remove: search' }).click()
    expect(addressOf(page)).toBe('/')
  })

  it('is told where a search goes wrong, and where help is', async () => {
    const page = await open('/?q=chip+AND+(')
    expect(await page.locator('pre').textContent()).toMatch(/chip AND \(\n *\^/)
    expect(await page.getByRole('searchbox').inputValue()).toBe('chip AND (')
    await page.locator('main').getByRole('link', { name: 'How to search' }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('query language')
  })

  it('filters by topic, period and language, and each view has an address of its own', async () => {
    const page = await open('/')
    await page
      .getByRole('link', { name: /^Semi-conducteurs/ })
      .first()
      .click()
    await page.getByRole('link', { name: '7 days' }).click()
    await page.getByRole('link', { name: 'French' }).click()
    expect(addressOf(page)).toBe('/?topic=semiconductors&since=7d&lang=fr')
    const langs = await page
      .locator('main article')
      .evaluateAll((found) => [...new Set(found.map((article) => article.getAttribute('lang')))])
    expect(langs).toEqual(['fr'])
    await page
      .locator('main article')
      .first()
      .getByRole('link', { name: /^(Le Fil|Quai Nord|La Puce)$/ })
      .click()
    expect(addressOf(page)).toContain('source=')
  })

  it('pages to older articles and back', async () => {
    const page = await open('/feeds/all?limit=10')
    const first = await page.locator('h3').allTextContents()
    await page.getByRole('link', { name: 'Older', exact: true }).click()
    const second = await page.locator('h3').allTextContents()
    expect(second).toHaveLength(10)
    expect(second.filter((title) => first.includes(title))).toEqual([])
    await page.getByRole('link', { name: 'Newer', exact: true }).click()
    expect(await page.locator('h3').allTextContents()).toEqual(first)
  })

  it('opens a story with its outlets in time, an article, its edits, and why it is there', async () => {
    const page = await open('/feeds/stories')
    const entry = page.locator('li', { hasText: /Orvane/ }).first()
    await entry.getByText(/others cover it/).click()
    await entry.getByRole('link', { name: 'Side by side' }).click()
    const times = await page
      .locator('main time')
      .evaluateAll((found) => found.map((time) => (time as HTMLTimeElement).dateTime))
    expect(times.length).toBeGreaterThan(2)
    expect(times).toEqual(times.toSorted())
    await page.goto(`${world.service.url}/items/${await world.idOf(EDITED)}`)
    await page.getByRole('link', { name: /2 edits since/ }).click()
    expect(await page.locator('ins').allTextContents()).not.toEqual([])
    await page.goto(`${world.service.url}/items/${await world.idOf(TOLD_EVERYWHERE)}`)
    await page.getByRole('link', { name: 'Why is this here?' }).click()
    expect(await page.locator('main').textContent()).toMatch(/matches: .*(chip|“)/)
  })

  it('rehearses a rule and takes it home', async () => {
    const page = await open('/try')
    await page.getByLabel('Rule').fill('Nimbelis')
    await page.getByLabel('In the place of').selectOption('chips')
    await page.getByRole('button', { name: 'Try', exact: true }).click()
    expect(await page.locator('main').textContent()).toMatch(/\d+ articles now, \d+ then: \d+ added, \d+ removed/)
    const written = JSON.parse((await page.locator('pre code').textContent()) ?? '')
    expect(written.feeds[0]).toMatchObject({ name: 'chips', where: ['Nimbelis'] })
  })

  it('switches the language, which stays', async () => {
    const page = await open('/sources', { locale: 'en-GB' })
    await page.getByRole('link', { name: 'Français' }).click()
    expect(await page.locator('html').getAttribute('lang')).toBe('fr')
    await page.getByRole('link', { name: 'Fil', exact: true }).click()
    expect(await page.getByRole('button', { name: 'Chercher' }).isVisible()).toBe(true)
    expect(await page.getByRole('heading', { level: 2, name: 'Aujourd’hui' }).count()).toBe(1)
  })

  it('finds the addresses to subscribe to', async () => {
    const page = await open('/?topic=semiconductors')
    const atom = await page.getByRole('link', { name: /\.atom\?topic=semiconductors$/ }).getAttribute('href')
    expect((await fetch(atom ?? '')).headers.get('content-type')).toContain('application/atom+xml')
    expect(await page.locator('link[rel=alternate]').count()).toBe(3)
    expect(await page.getByRole('button', { name: /^Copy: atom/ }).count()).toBe(javaScriptEnabled ? 1 : 0)
  })

  it('skips to the content by the keyboard, and sees where he is', async () => {
    const page = await open('/')
    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: 'Skip to the content' })
    expect((await skip.boundingBox())?.width).toBeGreaterThan(40)
    await page.keyboard.press('Enter')
    expect(page.url()).toContain('#main')
    await page.keyboard.press('Tab')
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)
    expect(outline).toBe('solid')
  })
})

describe('what the script adds', () => {
  it('walks by j and k, opens by o, and searches by /', async () => {
    const page = await visit('/')
    const [first, second] = await page.locator('h3').allTextContents()
    await page.keyboard.press('j')
    expect(await titleWithFocus(page)).toBe(first)
    await page.keyboard.press('j')
    expect(await titleWithFocus(page)).toBe(second)
    await page.keyboard.press('k')
    expect(await titleWithFocus(page)).toBe(first)
    await page.keyboard.press('/')
    await page.keyboard.type('jk')
    expect(await page.getByRole('searchbox').inputValue()).toBe('jk')
    await page.getByRole('searchbox').blur()
    await page.keyboard.press('?')
    expect(await page.getByRole('dialog').isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').isVisible()).toBe(false)
    await page.goto(`${world.service.url}/feeds/stories`)
    await page.keyboard.press('j')
    const href = await page.evaluate(() => (document.activeElement as HTMLAnchorElement).href)
    const asked = page.waitForRequest(href)
    await page.keyboard.press('o')
    await asked
  })

  it('copies an address', async () => {
    const page = await visit('/', { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.getByRole('button', { name: 'Copy: atom' }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/\/feeds\/all\.atom$/)
  })

  it('announces what came, and moves nothing that is being read', async () => {
    context = await browser.newContext({ viewport: PHONE })
    const page = await context.newPage()
    await page.clock.install()
    await page.goto(`${world.service.url}/`)
    await page.locator('h3').nth(5).scrollIntoViewIfNeeded()
    const place = await page.locator('h3').nth(5).boundingBox()
    await page.clock.runFor(NEWS_MS)
    expect(await page.getByRole('status').textContent()).toBe('')
    await world.news('A ferry that nobody has seen before')
    await page.clock.runFor(NEWS_MS)
    const news = page.getByRole('link', { name: '1 new article' })
    await news.waitFor()
    expect(await page.locator('h3').nth(5).boundingBox()).toEqual(place)
    await news.click()
    await page.getByRole('link', { name: 'A ferry that nobody has seen before' }).waitFor()
  })
})

describe('how the pages are shown', () => {
  it('follows who wants no motion, and prints no controls', async () => {
    const page = await visit('/', { reducedMotion: 'reduce' })
    const animated = await page.evaluate(() => {
      const bar = document.querySelector('.fresh')
      const link = document.createElement('a')
      bar?.append(link)
      return getComputedStyle(link).animationName
    })
    expect(animated).toBe('none')
    await page.emulateMedia({ media: 'print' })
    for (const hidden of ['search', 'navigation', 'contentinfo'] as const)
      expect(await page.getByRole(hidden).first().isVisible()).toBe(false)
    expect(await page.locator('h3').first().isVisible()).toBe(true)
  })
})
