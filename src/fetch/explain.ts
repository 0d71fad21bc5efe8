import type { FailureReason, Outcome } from '../model/outcome.ts'

const BY_CODE: Readonly<Record<string, readonly [FailureReason, string]>> = {
  ENOTFOUND: ['connection', 'the name of the host cannot be resolved'],
  EAI_AGAIN: ['connection', 'the name of the host cannot be resolved at the moment'],
  ECONNREFUSED: ['connection', 'the host refuses connections'],
  ECONNRESET: ['connection', 'the host broke the connection off'],
  EPIPE: ['connection', 'the host broke the connection off'],
  UND_ERR_SOCKET: ['connection', 'the host broke the connection off'],
  EHOSTUNREACH: ['connection', 'there is no route to the host'],
  ENETUNREACH: ['connection', 'there is no network to reach the host by'],
  ETIMEDOUT: ['timeout', 'the host did not answer the connection'],
  UND_ERR_CONNECT_TIMEOUT: ['timeout', 'the host did not answer the connection'],
  UND_ERR_HEADERS_TIMEOUT: ['timeout', 'the host took too long to begin its answer'],
  UND_ERR_BODY_TIMEOUT: ['timeout', 'the answer stopped in the middle'],
  UND_ERR_HEADERS_OVERFLOW: ['tooLarge', 'the headers of the answer are too large'],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ['connection', 'the answer was cut off'],
  CERT_HAS_EXPIRED: ['tls', 'the certificate of the host has expired'],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['tls', 'the host signs its certificate itself'],
  SELF_SIGNED_CERT_IN_CHAIN: ['tls', 'the certificate of the host is signed by nobody we know'],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['tls', 'the certificate of the host cannot be verified'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['tls', 'the certificate belongs to another host'],
}

/** A network error as an outcome that a person understands. */
export function explain(problem: unknown): Extract<Outcome, { kind: 'failed' }> {
  const { code = '', message = String(problem) } = problem as { code?: unknown; message?: string }
  const known = BY_CODE[String(code)]
  if (known !== undefined) return { kind: 'failed', reason: known[0], message: known[1] }
  const reason: FailureReason = /TLS|SSL|CERT/.test(String(code)) ? 'tls' : 'connection'
  return {
    kind: 'failed',
    reason,
    message: `the request failed (${code === '' ? message.slice(0, 200) : String(code)})`,
  }
}
