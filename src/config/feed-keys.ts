import type { ConfigFile } from './config-file.ts'
import type { Environment } from './environment.ts'
import { KEY, KEY_WORDS } from './key.ts'
import { show } from './setting-path.ts'

type Written = ConfigFile['feeds'][number]

/** Whether one needs a key to read a feed. */
export function isPrivate({ key, keys }: Pick<Written, 'key' | 'keys'>): boolean {
  return key !== undefined || keys !== undefined
}

/**
 * The keys of each private feed by its name, those that are in variables too. A variable that holds none is a problem, for a
 * feed must not be open because one was forgotten; no problem shows what a key is.
 */
export function feedKeysOf(
  feeds: readonly Written[],
  env: Environment,
  problems: string[],
): Readonly<Record<string, readonly string[]>> {
  const keysOf = ({ key, keys = [] }: Written, i: number): string[] =>
    [
      ...(key === undefined ? [] : [{ written: key, path: ['feeds', i, 'key'] }]),
      ...keys.map((written, j) => ({ written, path: ['feeds', i, 'keys', j] })),
    ].flatMap(({ written, path }) => {
      if (typeof written === 'string') return [written]
      const value = env[written.env] ?? ''
      if (KEY.test(value)) return [value]
      const came = value === '' ? 'which is not set' : 'which holds something else'
      problems.push(`${show(path)}: expected a key in the variable ${written.env} (${KEY_WORDS}), ${came}`)
      return []
    })
  return Object.fromEntries(feeds.flatMap((feed, i) => (isPrivate(feed) ? [[feed.name, keysOf(feed, i)]] : [])))
}
