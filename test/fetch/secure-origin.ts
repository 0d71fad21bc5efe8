import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse, type Http2Session } from 'node:http2'
import { join } from 'node:path'
import { tempFolder } from '../support/temp-folder.ts'

export type SecureResponder = (request: Http2ServerRequest, response: Http2ServerResponse) => void

export interface SecureOrigin extends AsyncDisposable {
  readonly url: string
  /** HTTP versions of the requests so far. */
  readonly versions: string[]
  /** Connections so far. */
  readonly sessions: () => number
  serve(path: string, responder: SecureResponder): void
}

export interface KeyPair {
  readonly key: string
  readonly cert: string
}

/** A key and a certificate of its own for the loopback; `undefined` where there is no openssl to make them. */
export function makeKeyPair(): KeyPair | undefined {
  using folder = tempFolder()
  const [key, cert] = [join(folder.path, 'key.pem'), join(folder.path, 'cert.pem')]
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']
  try {
    execFileSync('openssl', ['req', ...kind, ...names, '-keyout', key, '-out', cert], { stdio: 'pipe' })
  } catch {
    // No openssl, or one that does not know these options: the tests that need it are left out.
    return undefined
  }
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
}

/** Somebody else's server that speaks HTTP/2 over TLS. */
export async function startSecureOrigin(pair: KeyPair): Promise<SecureOrigin> {
  const paths = new Map<string, SecureResponder>()
  const versions: string[] = []
  const open = new Set<Http2Session>()
  let sessions = 0
  const server = createSecureServer(pair, (request, response) => {
    versions.push(request.httpVersion)
    const responder = paths.get(request.url)
    if (responder === undefined) response.writeHead(404).end('not found')
    else responder(request, response)
  })
  server.on('session', (session) => {
    sessions += 1
    open.add(session.on('error', () => {}).on('close', () => void open.delete(session)))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    url: `https://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    versions,
    sessions: () => sessions,
    serve: (path, responder) => void paths.set(path, responder),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const session of open) session.destroy()
      }),
  }
}
