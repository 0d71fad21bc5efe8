import type { Entry } from './entry.ts'

/** Which slots have a key, by the language of the article. */
type Slots = Map<string, number[]>

const NONE: readonly number[] = []

/** Which slots have a bridge key: those of English and of French articles apart, for either looks for the other. */
export class KeyPostings {
  private readonly english: Slots = new Map()
  private readonly french: Slots = new Map()

  /** In both languages. */
  lengthOf(key: string): number {
    return (this.english.get(key)?.length ?? 0) + (this.french.get(key)?.length ?? 0)
  }

  /** Those that have a key in another language than this one. */
  across(key: string, lang: string | undefined): readonly number[] {
    return (lang === 'fr' ? this.english : this.french).get(key) ?? NONE
  }

  add({ bridge, lang }: Pick<Entry, 'bridge' | 'lang'>, slot: number): void {
    const slots = this.slotsOf(lang)
    for (const key of bridge) {
      const list = slots.get(key)
      if (list === undefined) slots.set(key, [slot])
      else list.push(slot)
    }
  }

  remove({ bridge, lang }: Pick<Entry, 'bridge' | 'lang'>, slot: number): void {
    const slots = this.slotsOf(lang)
    for (const key of bridge) {
      const list = slots.get(key)
      const at = list?.indexOf(slot) ?? -1
      if (list === undefined || at < 0) continue
      list[at] = list.at(-1) ?? slot
      list.pop()
      if (list.length === 0) slots.delete(key)
    }
  }

  private slotsOf(lang: string | undefined): Slots {
    return lang === 'fr' ? this.french : this.english
  }
}
