import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { TributaryError } from '../errors.ts'
import { weightsOf } from './weights.ts'

export type Coding = 'br' | 'gzip' | 'identity'

/** From here on a body is sent compressed to who takes that. */
const WORTH_COMPRESSING = 1_000
/** For bodies that are: the smallest first. */
const COMPRESSED_FIRST: readonly Coding[] = ['br', 'gzip', 'identity']
const PLAIN_FIRST: readonly Coding[] = ['identity', 'gzip', 'br']
/** Below anything that can be written: who lists codings wants one of them, and takes the plain body else. */
const UNSAID = 0.0001

const toGzip = promisify(gzip)
const toBrotli = promisify(brotliCompress)

/** Copied, for what zlib gives is a small view of a large buffer. */
const CODERS: Readonly<Record<Exclude<Coding, 'identity'>, (body: Buffer) => Promise<Buffer>>> = {
  gzip: async (body) => Buffer.from(await toGzip(body)),
  // Beyond 6 it takes ten times as long for a twentieth less.
  br: async (body) => Buffer.from(await toBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })),
}

/** Gives a body in a coding; compresses it when that is asked for first, and keeps the result. */
export function coder(body: Buffer): (coding: Coding) => Promise<Buffer> {
  const kept = new Map<Coding, Promise<Buffer>>()
  return (coding) => {
    if (coding === 'identity') return Promise.resolve(body)
    const coded = kept.get(coding) ?? CODERS[coding](body)
    kept.set(coding, coded)
    return coded
  }
}

/**
 * The coding that an `Accept-Encoding` asks for (RFC 9110, 12.5.3) of a body of so many bytes; without that header none.
 * Throws `not_acceptable` where it refuses all that there are.
 */
export function codingFor(header: string | undefined, bytes: number): Coding {
  if (header === undefined) return 'identity'
  const weights = weightsOf(header.replace(/\bx-gzip\b/gi, 'gzip'))
  const weigh = (coding: Coding) => weights.get(coding) ?? weights.get('*') ?? (coding === 'identity' ? UNSAID : 0)
  const isLarge = bytes >= WORTH_COMPRESSING
  if (!isLarge && weigh('identity') > 0) return 'identity'
  const inOrder = isLarge ? COMPRESSED_FIRST : PLAIN_FIRST
  const best = inOrder.reduce((one, other) => (weigh(other) > weigh(one) ? other : one))
  if (weigh(best) > 0) return best
  throw new TributaryError(
    'not_acceptable',
    'There is this in br, in gzip and plain, and Accept-Encoding refuses all of them.',
  )
}
