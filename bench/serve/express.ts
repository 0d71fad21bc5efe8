/** The yardsticks: Express with a ready buffer, and Express that only ever answers 304. */
import type { AddressInfo } from 'node:net'
import express from 'express'

export interface Ready {
  readonly path: string
  /** In base64. */
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

process.on('message', ({ path, body, headers }: Ready) => {
  const buffer = Buffer.from(body, 'base64')
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  if (process.argv.includes('304')) app.get(path, (_request, response) => void response.set(headers).status(304).end())
  else app.get(path, (_request, response) => void response.set(headers).end(buffer))
  const server = app.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
})
process.on('disconnect', () => process.exit())
