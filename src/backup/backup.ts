import { setImmediate } from 'node:timers/promises'
import { wordsOf } from '../classify/classify.ts'
import { TributaryError } from '../errors.ts'
import type { RestoredItem, Tombstone } from '../model/backup.ts'
import { optional } from '../model/optional.ts'
import { cleanHtml } from '../normalise/clean-html.ts'
import { textOfArticle } from '../normalise/text.ts'
import type { Store } from '../store/store.ts'
import { featuresOf } from '../stories/features.ts'
import { type Line, readLine, writeLine } from './lines.ts'

/** Items at a time: no more are in memory at once, and others have their turn between. */
const BATCH = 200

/** All that makes the published ids what they are, line by line (JSON Lines): a frame, the items newest first, tombstones. */
export async function* exportLines(store: Store): AsyncGenerator<string> {
  yield writeLine({ kind: 'frame', ...(await store.frame()) })
  for (let before: number | undefined; ; ) {
    const page = await store.kept({ limit: BATCH, ...optional('before', before) })
    for (const kept of page) yield writeLine({ kind: 'item', ...kept })
    before = page.at(-1)?.item.key
    if (page.length < BATCH) break
  }
  for (let after: string | undefined; ; ) {
    const page = await store.tombstones({ limit: BATCH, ...optional('after', after) })
    for (const tombstone of page) yield writeLine({ kind: 'tombstone', ...tombstone })
    after = page.at(-1)?.id
    if (page.length < BATCH) break
  }
}

/** How far an import is. */
export interface Imported {
  readonly lines: number
  /** Items that were written. */
  readonly items: number
  /** Items that were there already, under their id or another one. */
  readonly known: number
  readonly tombstones: number
}

/** Writes an export into a store. What is there stays as it is, so that it may be done again. */
export async function importLines(
  store: Store,
  lines: AsyncIterable<string>,
  onProgress: (imported: Imported) => void = () => {},
): Promise<Imported> {
  let imported: Imported = { lines: 0, items: 0, known: 0, tombstones: 0 }
  let batch: Line[] = []
  const flush = async () => {
    imported = await restore(store, batch, imported)
    batch = []
    onProgress(imported)
    await setImmediate()
  }
  let number = 0
  for await (const written of lines) {
    number += 1
    if (written.trim() === '') continue
    let line: Line
    try {
      line = readLine(written, number)
    } catch (problem) {
      await flush()
      throw problem
    }
    if (number === 1 && line.kind !== 'frame')
      throw new TributaryError('invalid', 'This is no export of Tributary: its first line is no frame.')
    batch.push(line)
    if (batch.length >= BATCH) await flush()
  }
  await flush()
  return imported
}

async function restore(store: Store, batch: readonly Line[], before: Imported): Promise<Imported> {
  const items = batch.flatMap((line) => (line.kind === 'item' ? [withWords(line)] : []))
  const tombstones: Tombstone[] = batch.flatMap((line) => (line.kind === 'tombstone' ? [line] : []))
  const frame = batch.find((line) => line.kind === 'frame')
  const written = await store.restore({ ...optional('frame', frame), items, tombstones })
  return {
    lines: before.lines + batch.length,
    items: before.items + written,
    known: before.known + items.length - written,
    tombstones: before.tombstones + tombstones.length,
  }
}

/** A file comes from anywhere: what it has of HTML goes through the allow-list as that of a feed does. */
function withWords({ item, ...kept }: Extract<Line, { kind: 'item' }>): RestoredItem {
  // Without a sign that opens a tag there is none, and what was written another way stays as it was.
  const contentHtml = item.contentHtml.includes('<')
    ? cleanHtml(item.contentHtml, item.url ?? 'https://none.invalid/')
    : item.contentHtml
  const clean = { ...item, contentHtml }
  const text = textOfArticle(clean)
  return { ...kept, item: clean, words: wordsOf(clean, text), features: JSON.stringify(featuresOf(clean, text)) }
}
