import { createHash, timingSafeEqual } from 'node:crypto'

/** Knows which keys open which private feeds, and shows none of them. */
export interface Keyring {
  /** Whether one of the offered words is a key of the feed; how long that takes tells nothing of the keys. */
  opens(feed: string, offered: readonly string[]): boolean
}

/** Keeps hashes alone: two of them have one length, which is what comparing in constant time asks for. */
export function createKeyring(keys: Readonly<Record<string, readonly string[]>>): Keyring {
  const hashes = new Map(Object.entries(keys).map(([feed, its]) => [feed, its.map(hashOf)]))
  return {
    opens(feed, offered) {
      const its = hashes.get(feed) ?? []
      // All are compared, and none the less when one is right.
      const fitting = offered.map(hashOf).flatMap((one) => its.filter((key) => timingSafeEqual(key, one)))
      return fitting.length > 0
    },
  }
}

function hashOf(word: string): Buffer {
  return createHash('sha256').update(word).digest()
}
