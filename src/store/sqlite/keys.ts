/** Keys a millisecond: as many items can be published at one instant. */
export { PLACES_PER_MS as KEYS_PER_MS } from '../../model/receipt.ts'
