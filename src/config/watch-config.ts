import { statSync, unwatchFile, watchFile } from 'node:fs'

/** Between two looks: nobody who saves a file waits longer than that, and a look costs next to nothing. */
const LOOK_MS = 2_000

/**
 * Calls `onChange` when the file at a path is another one, has been written to, is gone or is there again, until the
 * function that it returns is called. It looks at the path itself, links followed: a file that is replaced by an editor, a
 * link that is set to another folder and a mount from elsewhere all count. It never keeps a process alive.
 */
export function watchConfig(file: string, onChange: () => void): () => void {
  // A listener of its own: the same one may be handed over twice.
  const listener = () => onChange()
  watchFile(file, { interval: LOOK_MS, persistent: false }, listener)
  return () => unwatchFile(file, listener)
}

/**
 * Whether nothing but a mount holds the file any more: it was replaced where it is mounted from, and the mount goes on
 * showing the old one. A container with a single file mounted into it never sees what most editors save.
 */
export function isReplacedBehindMount(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.nlink === 0
}
