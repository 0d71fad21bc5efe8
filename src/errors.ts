export type ErrorCode =
  | 'invalid'
  | 'unauthorized'
  | 'not_found'
  | 'gone'
  | 'conflict'
  | 'not_acceptable'
  | 'unavailable'
  | 'internal'

/** An error whose message may be shown to whoever asked. */
export class TributaryError extends Error {
  override readonly name = 'TributaryError'
  readonly code: ErrorCode
  /** The parameter, field or path at fault. */
  readonly parameter: string | undefined
  /** Every problem that was found, when there can be several. */
  readonly problems: readonly string[]

  constructor(code: ErrorCode, message: string, details: { parameter?: string; problems?: readonly string[] } = {}) {
    super(message)
    this.code = code
    this.parameter = details.parameter
    this.problems = details.problems ?? []
  }
}
