import { openSqliteStore } from './sqlite/sqlite-store.ts'
import type { OpenStoreOptions, Store } from './store.ts'

/** Opens the store that the configuration asks for: the one place that knows which adapters there are. */
export function openStore(options: OpenStoreOptions): Promise<Store> {
  return openSqliteStore(options)
}
