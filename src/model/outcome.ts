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
    }
  | { readonly kind: 'notModified'; readonly status: number; readonly validators: Validators }
  | {
      readonly kind: 'rateLimited'
      readonly status: number
      readonly retryAfterMs?: number
      readonly message: string
    }
  | { readonly kind: 'gone'; readonly status: number; readonly message: string }
  | { readonly kind: 'failed'; readonly reason: FailureReason; readonly status?: number; readonly message: string }
