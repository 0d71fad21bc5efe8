import type { Digest } from './digest.ts'

/** What reading one document came to. */
export type Answer =
  | { readonly kind: 'read'; readonly digest: Digest }
  /** The document's fault; `message` is a sentence for a person. */
  | { readonly kind: 'unreadable'; readonly message: string }
  /** A fault of ours that this document brought to light. */
  | { readonly kind: 'broken'; readonly why: string }
  /** Nobody read it, or not to its end, which says nothing about the document. */
  | { readonly kind: 'unread'; readonly why: string }

export const BROKEN_OFF: Answer = { kind: 'unread', why: 'the reading was broken off' }
