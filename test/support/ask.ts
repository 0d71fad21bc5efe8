import { once } from 'node:events'
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'

export interface Answered {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  /** As it was sent: in its coding. */
  readonly body: Buffer
}

/** One request with these headers and no others, which `fetch` would add to. */
export async function ask(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<Answered> {
  const sent = request(url, { method, headers, agent: false })
  sent.end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  const parts: Buffer[] = []
  for await (const part of response) parts.push(Buffer.from(part as Uint8Array))
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }
}
