/** What a source does with its guids and links that keeps them from naming one article, as its documents have shown. */
export interface Habits {
  /** Guids (as keys) that were different articles'. */
  readonly guids?: readonly string[]
  /** Canonical URLs that were different articles'. */
  readonly links?: readonly string[]
  /** None of its guids is relied upon: they are numbers of rows or the like, or other ones at each poll. */
  readonly distrust?: 'reused' | 'volatile'
  /** Polls that brought known articles under new guids, most of them in each. */
  readonly renamings?: number
}

/** So many guids that fail are no exceptions any more; the oldest links are forgotten beyond it. */
const MAX_LISTED = 200
/** Once may be a move to `https:`. */
const RENAMINGS = 2

/** What one more document has shown. */
export interface Shown {
  readonly guids: readonly string[]
  readonly links: readonly string[]
  /** Its guids are those of other articles by now. */
  readonly reused?: boolean
  /** Most of what was known came under new guids. */
  readonly renamed?: boolean
}

/** The habits after a document; the same object where it showed nothing new. */
export function habitsAfter(habits: Habits, { guids, links, reused = false, renamed = false }: Shown): Habits {
  const known = { guids: withNew(habits.guids, guids), links: withNew(habits.links, links) }
  const renamings = (habits.renamings ?? 0) + (renamed ? 1 : 0)
  const distrust =
    habits.distrust ??
    (reused || (known.guids?.length ?? 0) > MAX_LISTED ? 'reused' : renamings >= RENAMINGS ? 'volatile' : undefined)
  const same = known.guids === habits.guids && known.links === habits.links && !renamed
  if (same && distrust === habits.distrust) return habits
  return {
    ...(known.guids === undefined ? {} : { guids: known.guids.slice(-MAX_LISTED) }),
    ...(known.links === undefined ? {} : { links: known.links.slice(-MAX_LISTED) }),
    ...(distrust === undefined ? {} : { distrust }),
    ...(renamings === 0 ? {} : { renamings }),
  }
}

function withNew(known: readonly string[] | undefined, shown: readonly string[]): readonly string[] | undefined {
  const added = [...new Set(shown)].filter((one) => !(known ?? []).includes(one))
  return added.length === 0 ? known : [...(known ?? []), ...added]
}

/** In a sentence for whoever looks after the sources; `undefined` where they are as they should be. */
export function habitsSentence({ guids = [], links = [], distrust }: Habits): string | undefined {
  if (distrust === 'volatile') return 'its guids are other ones at each poll: links tell its articles apart'
  if (distrust === 'reused') return 'its guids are used for one article after another: links and titles tell them apart'
  const said = [
    ...(guids.length === 0 ? [] : [counted(guids.length, 'guid')]),
    ...(links.length === 0 ? [] : [counted(links.length, 'link')]),
  ]
  if (said.length === 0) return undefined
  return `${said.join(' and ')} ${guids.length + links.length === 1 ? 'is' : 'are'} shared by different articles: ${guids.length > 0 ? 'links and titles' : 'guids and titles'} tell them apart`
}

function counted(count: number, what: string): string {
  return count === 1 ? `one ${what}` : `${count} ${what}s`
}
