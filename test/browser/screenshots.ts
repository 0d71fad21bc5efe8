import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { openChromium } from './chromium.ts'
import { openFirstRun, openWorld, type World } from './world.ts'

/** `npm run screenshots`: the pictures of the README, of a world of our own, anew. */
const FOLDER = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url))
const QUALITY = 82
const DESK = { width: 1280, height: 860 }
const PHONE = { width: 390, height: 844 }

interface Shot {
  readonly name: string
  readonly url: string
  readonly size?: typeof DESK
  readonly dark?: true
  readonly french?: true
  /** What is opened before: a disclosure by its words. */
  readonly open?: RegExp
}

async function take(browser: Browser, { name, url, size = DESK, dark, french, open }: Shot): Promise<void> {
  const context = await browser.newContext({
    viewport: size,
    deviceScaleFactor: size === PHONE ? 2 : 1,
    colorScheme: dark === true ? 'dark' : 'light',
    locale: french === true ? 'fr-FR' : 'en-GB',
  })
  const page = await context.newPage()
  await page.goto(url, { waitUntil: 'networkidle' })
  if (open !== undefined) await page.getByText(open).first().click()
  // Playwright itself has no WebP, which is a third of a PNG.
  const session = await context.newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY })
  writeFileSync(`${FOLDER}${name}.webp`, data, 'base64')
  await context.close()
}

async function shotsOf({ service: { url }, idOf }: World): Promise<readonly Shot[]> {
  const told = await idOf('Orvane picks Dunkirk for a 4.2 billion euro chip plant')
  const { story } = (await (await fetch(`${url}/api/items/${told}`)).json()) as { readonly story: string }
  return [
    { name: 'river', url: `${url}/feeds/stories`, open: /others cover it/ },
    { name: 'river-dark', url: `${url}/`, dark: true, french: true },
    { name: 'phone', url: `${url}/feeds/stories`, size: PHONE, french: true },
    { name: 'story', url: `${url}/stories/${story}` },
    { name: 'source', url: `${url}/sources/meridian` },
    { name: 'sources', url: `${url}/sources` },
    { name: 'topic', url: `${url}/topics/semiconductors` },
    { name: 'search', url: `${url}/?${new URLSearchParams({ q: 'Dunkirk OR Dunkerque', sort: 'relevance' })}` },
    { name: 'why', url: `${url}/items/${told}/why`, french: true },
    { name: 'rehearse', url: `${url}/try?q=Nimbelis&feed=chips&days=30` },
    { name: 'error', url: `${url}/?${new URLSearchParams({ q: 'puces AND (' })}` },
  ]
}

mkdirSync(FOLDER, { recursive: true })
const browser = await openChromium()
const world = await openWorld()
for (const shot of await shotsOf(world)) await take(browser, shot)
const young = await openFirstRun()
await take(browser, { name: 'empty', url: `${young.url}/` })
await young[Symbol.asyncDispose]()
await world[Symbol.asyncDispose]()
await browser.close()
