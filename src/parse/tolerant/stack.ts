/** Open elements, innermost last. */
export class Stack<Element extends { readonly written: string }> {
  readonly #elements: Element[] = []
  /** How many there are of each name; one that is gone stays with none, for taking it out is dear. */
  readonly #counts = new Map<string, number>()

  get top(): Element | undefined {
    return this.#elements.at(-1)
  }

  push(element: Element): void {
    this.#elements.push(element)
    this.#count(element, 1)
  }

  pop(): void {
    const element = this.#elements.pop()
    if (element !== undefined) this.#count(element, -1)
  }

  /** `name` in lower case. */
  has(name: string): boolean {
    return (this.#counts.get(name) ?? 0) > 0
  }

  some(is: (element: Element) => boolean): boolean {
    return this.#elements.some(is)
  }

  #count({ written }: Element, change: 1 | -1): void {
    const name = written.toLowerCase()
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + change)
  }
}
