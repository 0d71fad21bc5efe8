import type { Request, RequestHandler, Response } from 'express'

/** The languages that the pages speak; the first is for who speaks none of them. */
export const LANGUAGES = ['en', 'fr'] as const
export type Language = (typeof LANGUAGES)[number]

/** The parameter of the switch, and the cookie that remembers it. */
const NAME = 'ui'
const YEAR_SECONDS = 31_536_000

/** The language of a page: the one that was switched to, or the best that the browser asks for (RFC 9110, 12.5.4). */
export function languageOf(request: Request, response: Response): Language {
  response.vary('Accept-Language, Cookie')
  const [, chosen] = /(?:^|;\s*)ui=(\w+)/.exec(request.get('Cookie') ?? '') ?? []
  return asLanguage(chosen) ?? asLanguage(request.acceptsLanguages([...LANGUAGES])) ?? LANGUAGES[0]
}

/** Takes `?ui=fr` from the address of a page, and remembers it in a cookie: the switch works without JavaScript. */
export function languageSwitch(): RequestHandler {
  return (request, response, next) => {
    const chosen = request.method === 'GET' && !request.path.startsWith('/api/') && asLanguage(request.query[NAME])
    if (!chosen) return next()
    response.cookie(NAME, chosen, { maxAge: YEAR_SECONDS * 1000, httpOnly: true, sameSite: 'lax', path: '/' })
    response.set('Cache-Control', 'no-store').redirect(303, addressWith(request, undefined))
  }
}

/** The page that is asked for, in another language. */
export function switchTo(request: Request, language: Language): string {
  return addressWith(request, language)
}

/** Begins with one slash, whatever was asked for: two would name a host. */
function addressWith(request: Request, language: Language | undefined): string {
  const url = new URL(request.originalUrl, 'http://localhost')
  if (language === undefined) url.searchParams.delete(NAME)
  else url.searchParams.set(NAME, language)
  return `/${url.pathname.replace(/^[/\\]+/, '')}${url.search}`
}

function asLanguage(written: unknown): Language | undefined {
  return LANGUAGES.find((one) => one === written)
}
