import type { FailureReason, Outcome } from '../model/outcome.ts'
import { quotable } from './header.ts'

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
  UND_ERR_DESTROYED: ['connection', 'it was broken off from our side'],
  UND_ERR_INFO: ['connection', 'the host broke the answer off'],
  ERR_HTTP2_STREAM_ERROR: ['connection', 'the host broke the answer off'],
  ERR_HTTP2_STREAM_CANCEL: ['connection', 'the host broke the answer off'],
  ERR_HTTP2_SESSION_ERROR: ['connection', 'the host broke the connection off'],
  ERR_HTTP2_INVALID_SESSION: ['connection', 'the host broke the connection off'],
  ERR_HTTP2_GOAWAY_SESSION: ['connection', 'the host broke the connection off'],
  ERR_HTTP2_ERROR: ['connection', 'the host does not keep to HTTP/2'],
  HTTPParserError: ['connection', 'the answer is no HTTP'],
  UND_ERR_INVALID_ARG: [
    'connection',
    'the request has something in it that HTTP does not allow, perhaps in its headers',
  ],
  UND_ERR_HEADERS_OVERFLOW: ['tooLarge', 'the headers of the answer are too large'],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ['connection', 'the answer was cut off'],
  EPROTO: ['tls', 'the host does not speak TLS there'],
  ERR_SSL_WRONG_VERSION_NUMBER: ['tls', 'the host does not speak TLS there'],
  ERR_SSL_PACKET_LENGTH_TOO_LONG: ['tls', 'the host does not speak TLS there'],
  CERT_HAS_EXPIRED: ['tls', 'the certificate of the host has expired'],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['tls', 'the host signs its certificate itself'],
  SELF_SIGNED_CERT_IN_CHAIN: ['tls', 'the certificate of the host is signed by nobody we know'],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['tls', 'the certificate of the host cannot be verified'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['tls', 'the certificate belongs to another host'],
}

/** A network error as an outcome that a person understands. */
export function explain(problem: unknown): Extract<Outcome, { kind: 'failed' }> {
  const {
    name = '',
    code = '',
    message = String(problem),
  } = problem as { name?: unknown; code?: unknown; message?: string }
  // The parser of HTTP/1.1 has many codes, or none.
  const known = BY_CODE[name === 'HTTPParserError' ? name : String(code)]
  if (known !== undefined) return { kind: 'failed', reason: known[0], message: known[1] }
  const reason: FailureReason = /TLS|SSL|CERT/.test(String(code)) ? 'tls' : 'connection'
  return {
    kind: 'failed',
    reason,
    message: `the request failed (${quotable(code === '' ? message : String(code))})`,
  }
}
