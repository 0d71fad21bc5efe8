/** Which slots have a key, the newest last. */
export interface Postings<K> {
  of(key: K): readonly number[]
  add(keys: Iterable<K>, slot: number): void
  remove(keys: Iterable<K>, slot: number): void
}

export function createPostings<K>(): Postings<K> {
  const slots = new Map<K, number[]>()
  return {
    of: (key) => slots.get(key) ?? [],
    add: (keys, slot) => {
      for (const key of keys) {
        const list = slots.get(key)
        if (list === undefined) slots.set(key, [slot])
        else list.push(slot)
      }
    },
    remove: (keys, slot) => {
      for (const key of keys) {
        const list = slots.get(key)?.filter((one) => one !== slot) ?? []
        if (list.length === 0) slots.delete(key)
        else slots.set(key, list)
      }
    },
  }
}
