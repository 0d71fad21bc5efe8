import type { ErrorRequestHandler, Request, Response } from 'express'
import { type ErrorCode, TributaryError } from '../errors.ts'
import { pageData, setPageHeaders } from './pages/send-page.ts'
import type { Site } from './site.ts'
import type { View } from './view.ts'

const STATUS: Readonly<Record<ErrorCode, number>> = {
  invalid: 400,
  unauthorized: 401,
  not_found: 404,
  not_acceptable: 406,
  gone: 410,
  conflict: 409,
  unavailable: 503,
  internal: 500,
}

/**
 * The one place where an error becomes an answer: JSON under `/api` and for machines, a page for a browser, text for a
 * feed reader. What was not foreseen is reported, and its details stay here.
 */
export function errorHandler(site: Site, view: View): ErrorRequestHandler {
  function sendPage(request: Request, response: Response, shown: object): void {
    const language = setPageHeaders(request, response)
    const data = { ...pageData(site, request, language), ...shown, q: request.query.q }
    response
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(view('error', language, data))
  }

  return (problem, request, response, next) => {
    if (response.headersSent) {
      next(problem)
      return
    }
    const error = known(problem)
    if (error.code === 'internal' || error.code === 'unavailable') site.onError(problem, request.path)
    const status = STATUS[error.code]
    response.status(status).set('Cache-Control', 'no-store')
    if (error.code === 'unavailable') response.set('Retry-After', '30')
    // Where the database lies, and what ails it, is for the log to say.
    const message = error.code === 'unavailable' ? 'This cannot be answered now; ask again in a while.' : error.message
    const details = {
      code: error.code,
      message,
      ...(error.parameter === undefined ? {} : { parameter: error.parameter }),
    }
    const isFeed = /\.(rss|atom|json|xml|opml)$/.test(request.path)
    if (/^\/(api\b|healthz|readyz)/.test(request.path)) response.json({ error: details })
    else if (!isFeed && request.accepts(['html', 'json', 'text']) === 'html')
      sendPage(request, response, { status, error: details })
    else response.type('text').send(`${message}\n`)
  }
}

/** What Express says of a body that it does not take. */
const BODIES: Readonly<Record<string, string>> = {
  'entity.parse.failed': 'What was sent is no JSON.',
  'entity.too.large': 'What was sent is too large.',
  'encoding.unsupported': 'What is sent is not to be compressed.',
}

function known(problem: unknown): TributaryError {
  if (problem instanceof TributaryError) return problem
  // What Express refuses by itself (a malformed escape in the path) carries a status of its own.
  const { status, type } = problem as { status?: unknown; type?: unknown }
  const why = BODIES[String(type)]
  if (why !== undefined) return new TributaryError('invalid', why)
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new TributaryError('invalid', 'This request cannot be read.')
  return new TributaryError('internal', 'Something went wrong here; the log of the service says what.')
}
