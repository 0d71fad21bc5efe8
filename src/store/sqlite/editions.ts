import type { Edition, KeptEdition } from '../../model/edition.ts'
import type { Db } from './open-database.ts'
import type { takedownTable } from './takedowns.ts'

/** Editions as they were made, and without what has been taken down since. */
export function editionTable(db: Db, { isListed }: Pick<ReturnType<typeof takedownTable>, 'isListed'>) {
  const insert = db.prepare('INSERT OR IGNORE INTO editions VALUES (?, ?)')
  const byName = db.prepare<[string], string>('SELECT edition FROM editions WHERE name = ?').pluck()
  const after = db.prepare<[string, number], { name: string; edition: string }>(
    'SELECT name, edition FROM editions WHERE name > ? ORDER BY name LIMIT ?',
  )
  const takenOf = db
    .prepare<[string], string>('SELECT id FROM items WHERE id IN (SELECT value FROM json_each(?)) AND hidden = 2')
    .pluck()

  function withoutTaken({ stories, more }: Edition): Edition {
    const ids = stories.flatMap(({ items }) => items.map(({ id }) => id))
    const taken = new Set(takenOf.all(JSON.stringify(ids)))
    // What has been purged since is told by its address alone.
    const left = stories.map(({ storyId, items }) => ({
      storyId,
      items: items.filter(({ id, url }) => !taken.has(id) && !isListed({ url, urlKeys: [] })),
    }))
    return { stories: left.filter(({ items }) => items.length > 0), more }
  }

  return {
    of(name: string): Edition | undefined {
      const written = byName.get(name)
      return written === undefined ? undefined : withoutTaken(JSON.parse(written) as Edition)
    },
    /** As they were made: what has been taken down since may be published again. */
    after: (name: string, limit: number): KeptEdition[] =>
      after.all(name, limit).map(({ name, edition }) => ({ name, edition: JSON.parse(edition) as Edition })),
    /** The first that is kept under a name stays. */
    keep: (name: string, edition: Edition): void => void insert.run(name, JSON.stringify(edition)),
  }
}
