import type { Listing } from '../../model/listing.ts'
import type { Db } from './open-database.ts'

/** The statements over `listings`; whoever calls them holds the transaction. */
export function listingTable(db: Db) {
  // What was listed says nothing once the document has to be read anew, or has been by somebody else.
  const valid = 'FROM listings l JOIN sources s ON s.id = l.source_id AND s.body_hash = l.body_hash WHERE s.id = ?'
  const of = db.prepare<[string], Listing>(`SELECT listing ${valid}`).pluck()
  const isThere = db.prepare<[string], number>(`SELECT 1 ${valid}`).pluck()
  const keep = db.prepare('INSERT OR REPLACE INTO listings VALUES (?, ?, ?)')
  const forget = db.prepare('DELETE FROM listings WHERE source_id = ?')
  return {
    of: (sourceId: string) => of.get(sourceId),
    has: (sourceId: string) => isThere.get(sourceId) === 1,
    /** `listing`: absent where the next document is to be read whole. */
    keep(sourceId: string, bodyHash: string, listing: Listing | undefined): void {
      if (listing === undefined) forget.run(sourceId)
      else keep.run(sourceId, bodyHash, listing)
    },
    forget: (sourceId: string) => void forget.run(sourceId),
  }
}
