/** Where something is in a text, as far as that was looked through. */
interface Found {
  /** From where on. */
  readonly since: number
  readonly at: number[]
  scannedTo: number
}

/** Looks ahead in a text, and remembers what it found: no part is looked through twice for the same thing. */
export class Finder {
  readonly text: string
  readonly #found = new Map<string | RegExp, Found>()

  constructor(text: string) {
    this.text = text
  }

  /** Where this is next, at `from` or behind it; infinitely far where it is not. A RegExp has to be global. */
  find(what: string | RegExp, from: number): number {
    let found = this.#found.get(what)
    if (found === undefined || from < found.since) {
      found = { since: from, at: [], scannedTo: from }
      this.#found.set(what, found)
    }
    while ((found.at.at(-1) ?? -1) < from && found.scannedTo <= this.text.length) {
      const at = this.#search(what, found.scannedTo)
      found.scannedTo = at < 0 ? Number.POSITIVE_INFINITY : at + 1
      if (at >= 0) found.at.push(at)
    }
    return firstFrom(found.at, from)
  }

  /** What a sticky RegExp matches here. */
  match(pattern: RegExp, at: number): RegExpExecArray | undefined {
    pattern.lastIndex = at
    return pattern.exec(this.text) ?? undefined
  }

  #search(what: string | RegExp, from: number): number {
    if (typeof what === 'string') return this.text.indexOf(what, from)
    what.lastIndex = from
    return what.exec(this.text)?.index ?? -1
  }
}

/** The first of these numbers, which rise, that is not below `from`. */
function firstFrom(numbers: readonly number[], from: number): number {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((numbers[middle] ?? 0) < from) low = middle + 1
    else high = middle
  }
  return numbers[low] ?? Number.POSITIVE_INFINITY
}
