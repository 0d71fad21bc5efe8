/** More items than are kept of any document. */
const MAX_ITEMS = 10_000

/** As many items as are worth a look, and what to say of the rest. */
export function bounded<Item>(items: readonly Item[]): { readonly items: readonly Item[]; readonly notes: string[] } {
  const leftOut = items.length - MAX_ITEMS
  if (leftOut <= 0) return { items, notes: [] }
  return {
    items: items.slice(0, MAX_ITEMS),
    notes: [`${leftOut} items are left out: more than ${MAX_ITEMS} are too many`],
  }
}
