import type { Validators } from './source.ts'

export type FailureReason =
  | 'aborted'
  | 'address'
  | 'connection'
  | 'encoding'
  | 'file'
  | 'redirect'
  | 'status'
  | 'timeout'
  | 'tls'
  | 'tooLarge'

/** What one fetch came to. `message` is a sentence for a person. */
export type Outcome =
  | {
      readonly kind: 'modified'
      readonly status: number
      /** Where the body came from, after redirects: the base of its relative links. */
      readonly url: string
      /** The target of an unbroken chain of permanent redirects, if there was one. */
      readonly movedTo?: string
      readonly contentType?: string
      readonly body: Uint8Array
      readonly validators: Validators
      /** Milliseconds for which caches may still answer with it (RFC 9111, 4.2); absent where nothing says so. */
      readonly freshMs?: number
    }
  | {
      readonly kind: 'notModified'
      readonly status: number
      readonly movedTo?: string
      readonly validators: Validators
      readonly freshMs?: number
    }
  /** Too many requests: 429, 503, or a 403 that means the same. Whoever else asks that domain makes it worse. */
  | {
      readonly kind: 'rateLimited'
      readonly status: number
      /** Who said so, after redirects. */
      readonly url: string
      readonly retryAfterMs?: number
      readonly message: string
    }
  | { readonly kind: 'gone'; readonly status: number; readonly message: string }
  | { readonly kind: 'failed'; readonly reason: FailureReason; readonly status?: number; readonly message: string }
