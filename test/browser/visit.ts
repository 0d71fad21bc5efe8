import axe from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'

/** A page in a tab, and all that went wrong in it so far. */
export interface Visit {
  readonly page: Page
  /** What the console complained of (what the policy of the page forbids, too), what failed, and who else was asked. */
  troubles(): readonly string[]
}

/** Opens a tab that writes down what goes wrong. `origins`: who may be asked for something. */
export async function openTab(context: BrowserContext, origins: readonly string[]): Promise<Visit> {
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('console', (message) => {
    // The browser says so of the page itself, which is an error page on purpose.
    const ofPage = /status of 4\d\d/.test(message.text()) && message.location().url === page.url()
    if (['error', 'warning'].includes(message.type()) && !ofPage) troubles.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => void troubles.push(`script: ${error.message}`))
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (protocol !== 'data:' && !origins.includes(origin)) troubles.push(`asked another: ${request.url()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest())
      troubles.push(`${response.status()} for ${response.url()}`)
  })
  return { page, troubles: () => troubles.splice(0) }
}

/** What is wider than the window, where the page can be scrolled sideways. */
export async function sidewaysIn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const wide = [...document.body.querySelectorAll('*')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    )
    return [
      `${scrollWidth} px wide in ${clientWidth}: ${wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 90))}`,
    ]
  })
}

/** The rules that can be broken in one scheme of colours and kept in the other. */
export const OF_COLOURS = ['color-contrast', 'link-in-text-block']

/** What axe finds wrong on a page, all of its rules or these, with the first place of each. */
export async function axeOn(page: Page, rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(axe.source)
  const options: axe.RunOptions = {
    resultTypes: ['violations'],
    // Off unless it is asked for, as it is the youngest (WCAG 2.2).
    ...(rules === undefined
      ? { rules: { 'target-size': { enabled: true } } }
      : { runOnly: { type: 'rule', values: [...rules] } }),
  }
  const { violations } = await page.evaluate<axe.AxeResults, axe.RunOptions>(
    (asked) => (globalThis as unknown as { axe: typeof axe }).axe.run(asked),
    options,
  )
  return violations.map(
    ({ id, help, nodes }) => `axe ${id}: ${help}, ${nodes.length} times: ${nodes[0]?.html.slice(0, 160)}`,
  )
}
