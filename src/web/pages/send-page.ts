import type { Request, Response } from 'express'
import { siteFor } from '../access.ts'
import { answer, render } from '../answer.ts'
import { type Language, languageOf, switchTo } from '../language.ts'
import type { Site } from '../site.ts'
import { PAGE_POLICY, type View } from '../view.ts'

/** Answers with a page of `views/`, filled with `data`. */
export type SendPage = (request: Request, response: Response, name: string, data: object) => Promise<void>

export const HTML = 'text/html; charset=utf-8'

/** A page is made for who asks, in the language that he reads; who has it already gets 304. */
export function pageSender(site: Site, view: View): SendPage {
  return async (request, response, name, data) => {
    const found = performance.now()
    const language = setPageHeaders(request, response)
    const page = render(HTML, view(name, language, { ...pageData(site, request, language), ...data }))
    response.set('Server-Timing', timing(response, found))
    await answer(request, response, page)
  }
}

/** The headers of a page, and the language that it is to be in. */
export function setPageHeaders(request: Request, response: Response): Language {
  response.set('Content-Security-Policy', PAGE_POLICY).set('Cache-Control', 'no-cache')
  const language = languageOf(request, response)
  response.set('Content-Language', language)
  return language
}

/** What the frame of every page shows. */
export function pageData(site: Site, request: Request, language: Language): object {
  return {
    site: siteFor(site, request),
    now: site.now(),
    otherLanguage: switchTo(request, language === 'fr' ? 'en' : 'fr'),
  }
}

/** How long finding and rendering took, in milliseconds (W3C Server Timing). */
function timing(response: Response, found: number): string {
  const begun: unknown = response.locals.begun
  const finding = typeof begun === 'number' ? [`find;dur=${(found - begun).toFixed(1)}`] : []
  return [...finding, `render;dur=${(performance.now() - found).toFixed(1)}`].join(', ')
}
