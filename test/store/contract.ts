import { describe } from 'vitest'
import type { OpenStore } from './bench.ts'
import { addressContract } from './contract-address.ts'
import { domainsContract } from './contract-domains.ts'
import { filtersContract } from './contract-filters.ts'
import { itemsContract } from './contract-items.ts'
import { listingsContract } from './contract-listings.ts'
import { pollsContract } from './contract-polls.ts'
import { provenanceContract } from './contract-provenance.ts'
import { queryContract } from './contract-queries.ts'
import { receiptsContract } from './contract-receipts.ts'
import { recordContract } from './contract-record.ts'
import { retractionsContract } from './contract-retractions.ts'
import { sourcesContract } from './contract-sources.ts'
import { storiesContract } from './contract-stories.ts'
import { takedownsContract } from './contract-takedowns.ts'
import { tombstonesContract } from './contract-tombstones.ts'
import { volumesContract } from './contract-volumes.ts'

/** What every adapter of the store port holds; `open` opens the database of a folder. */
export function storeContract(name: string, open: OpenStore): void {
  describe(name, () => {
    sourcesContract(open)
    addressContract(open)
    domainsContract(open)
    recordContract(open)
    listingsContract(open)
    pollsContract(open)
    filtersContract(open)
    itemsContract(open)
    receiptsContract(open)
    storiesContract(open)
    provenanceContract(open)
    takedownsContract(open)
    retractionsContract(open)
    tombstonesContract(open)
    volumesContract(open)
    queryContract(open)
  })
}
