import { performance } from 'node:perf_hooks'
import type { NextFunction, Request, Response } from 'express'

/** A request that has been answered, or given up. Without the query: what people look for, and keys, are in no log. */
export interface Answered {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly ms: number
  /** The address of who asked; behind a proxy that is trusted, as that one says. */
  readonly client: string | undefined
}

/** Tells of each request when its connection is done with it. */
export function requestLog(onAnswered: (answered: Answered) => void) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const began = performance.now()
    const { method, path, ip: client } = request
    response.once('close', () => {
      onAnswered({ method, path, status: response.statusCode, ms: Math.round(performance.now() - began), client })
    })
    next()
  }
}
