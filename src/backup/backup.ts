import { setImmediate } from 'node:timers/promises'
import { wordsOf } from '../classify/classify.ts'
import { TributaryError } from '../errors.ts'
import type { RestoredItem } from '../model/backup.ts'
import { optional } from '../model/optional.ts'
import { cleanHtml } from '../normalise/clean-html.ts'
import { textOfArticle } from '../normalise/text.ts'
import type { Store } from '../store/store.ts'
import { featuresOf } from '../stories/features.ts'
import { keptFeatures } from '../stories/kept-features.ts'
import { type Line, readLine, writeLine } from './lines.ts'

/** Items at a time: no more are in memory at once, and others have their turn between. */
const BATCH = 200
/** Editions at a time, of which one may name thousands of articles. */
const EDITIONS = 20
/** Characters of lines after which a batch is written, however few they are. */
const BATCH_LENGTH = 4_000_000

/**
 * All that makes what is published what it is, line by line (JSON Lines): a frame, the items newest first, tombstones, the
 * editions that are out, and withdrawals.
 */
export async function* exportLines(store: Store): AsyncGenerator<string> {
  yield writeLine({ kind: 'frame', ...(await store.frame()) })
  for (let before: number | undefined; ; ) {
    const page = await store.kept({ limit: BATCH, ...optional('before', before) })
    for (const kept of page) yield writeLine({ kind: 'item', ...kept })
    before = page.at(-1)?.item.key
    if (page.length < BATCH) break
  }
  const tombstones = all(
    (page) => store.tombstones(page),
    ({ id }) => id,
    BATCH,
  )
  for await (const tombstone of tombstones) yield writeLine({ kind: 'tombstone', ...tombstone })
  const editions = all(
    (page) => store.editions(page),
    ({ name }) => name,
    EDITIONS,
  )
  for await (const edition of editions) yield writeLine({ kind: 'edition', ...edition })
  const withdrawals = all(
    (page) => store.withdrawn(page),
    ({ id }) => id,
    BATCH,
  )
  for await (const withdrawal of withdrawals) yield writeLine({ kind: 'withdrawal', ...withdrawal })
}

/** Everything that the store has of a kind, page by page in the order of its names. */
async function* all<Each>(
  read: (page: { readonly after?: string; readonly limit: number }) => Promise<readonly Each[]>,
  nameOf: (one: Each) => string,
  limit: number,
): AsyncGenerator<Each> {
  for (let after: string | undefined; ; ) {
    const page = await read({ limit, ...optional('after', after) })
    yield* page
    const last = page.at(-1)
    if (last === undefined || page.length < limit) return
    after = nameOf(last)
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
  readonly editions: number
  readonly withdrawals: number
}

const NONE: Imported = { lines: 0, items: 0, known: 0, tombstones: 0, editions: 0, withdrawals: 0 }

/** Writes an export into a store. What is there stays as it is, so that it may be done again. */
export async function importLines(
  store: Store,
  lines: AsyncIterable<string>,
  onProgress: (imported: Imported) => void = () => {},
): Promise<Imported> {
  let imported = NONE
  let batch: Line[] = []
  let length = 0
  const flush = async () => {
    imported = await restore(store, batch, imported)
    batch = []
    length = 0
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
    length += written.length
    if (batch.length >= BATCH || length >= BATCH_LENGTH) await flush()
  }
  await flush()
  return imported
}

async function restore(store: Store, batch: readonly Line[], before: Imported): Promise<Imported> {
  const items = batch.flatMap((line) => (line.kind === 'item' ? [withWords(line)] : []))
  const tombstones = batch.filter((line) => line.kind === 'tombstone')
  const editions = batch.filter((line) => line.kind === 'edition')
  const withdrawals = batch.filter((line) => line.kind === 'withdrawal')
  const frame = batch.find((line) => line.kind === 'frame')
  const written = await store.restore({ ...optional('frame', frame), items, tombstones, editions, withdrawals })
  return {
    lines: before.lines + batch.length,
    items: before.items + written,
    known: before.known + items.length - written,
    tombstones: before.tombstones + tombstones.length,
    editions: before.editions + editions.length,
    withdrawals: before.withdrawals + withdrawals.length,
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
  return { ...kept, item: clean, words: wordsOf(clean, text), features: keptFeatures(featuresOf(clean, text)) }
}
