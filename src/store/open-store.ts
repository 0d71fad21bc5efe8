import type { Instant } from '../model/source.ts'
import { openSqliteStore } from './sqlite/sqlite-store.ts'
import type { Store } from './store.ts'

export interface OpenStoreOptions {
  /** Absolute path of the folder for the database; made if missing. */
  readonly dataDir: string
  /** The host name in the `tag:` URIs of a new database (RFC 4151); an existing one keeps its own. */
  readonly tagAuthority: string
  readonly now: Instant
}

/** Opens the store that the configuration asks for: the one place that knows which adapters there are. */
export function openStore(options: OpenStoreOptions): Promise<Store> {
  return openSqliteStore(options)
}
