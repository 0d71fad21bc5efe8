import { textOfHtml } from '../../src/normalise/text.ts'

export const FIELDS = ['count', 'feed', 'title', 'link', 'id', 'date'] as const
export type Field = (typeof FIELDS)[number]

export interface Feed {
  readonly title: string | null
  readonly link: string | null
  readonly entries: readonly Entry[]
}

export interface Entry {
  readonly id: string | null
  readonly title: string | null
  readonly link: string | null
  readonly date: string | null
}

export interface Difference {
  readonly field: Field
  readonly where: string
  readonly ours: string | null
  readonly theirs: string | null
  /** What it comes from, where a rule of ours knows. */
  readonly why?: string
}

/** Every difference between what two implementations read of one document. */
export function compare(
  file: string,
  ours: Feed,
  theirs: Feed,
): { readonly field: Field; readonly compared: number; readonly found: readonly Difference[] }[] {
  const pairs = paired(ours.entries, theirs.entries)
  const each = (field: Field, of: (entry: Entry) => string | null, same: (a: string, b: string) => boolean) => {
    // What the oracle does not have it cannot tell.
    const told = pairs.filter(([, oracle]) => of(oracle) !== null && of(oracle) !== '')
    const found = told.flatMap(([entry, oracle], place): Difference[] => {
      const [a, b] = [of(entry), of(oracle)]
      return a !== null && b !== null && same(a, b) ? [] : [{ field, where: `${file} #${place}`, ours: a, theirs: b }]
    })
    return { field, compared: told.length, found }
  }
  const count = String(ours.entries.length)
  return [
    {
      field: 'count',
      compared: 1,
      found:
        ours.entries.length === theirs.entries.length
          ? []
          : [{ field: 'count', where: file, ours: count, theirs: String(theirs.entries.length) }],
    },
    {
      field: 'feed',
      compared: theirs.title === null ? 0 : 1,
      found:
        theirs.title === null || sameText(ours.title ?? '', theirs.title)
          ? []
          : [{ field: 'feed', where: file, ours: ours.title, theirs: theirs.title }],
    },
    each('title', ({ title }) => title, sameText),
    each('link', ({ link }) => link, sameUrl),
    each(
      'id',
      ({ id }) => id,
      (a, b) => a === b || sameText(a, b),
    ),
    each(
      'date',
      ({ date }) => date,
      (a, b) => Math.abs(Date.parse(a) - Date.parse(b)) < 1_000,
    ),
  ]
}

/** Entries side by side: by their place where both have as many, else by id or link. */
function paired(ours: readonly Entry[], theirs: readonly Entry[]): [Entry, Entry][] {
  if (ours.length === theirs.length) return ours.map((entry, i) => [entry, theirs[i] ?? entry])
  return ours.flatMap((entry): [Entry, Entry][] => {
    const twin =
      theirs.find(({ id }) => id !== null && id === entry.id) ??
      theirs.find(
        ({ title, date }) => title !== null && title === entry.title && date !== null && entry.date !== null,
      ) ??
      theirs.find(({ link }) => link !== null && link === entry.link)
    return twin === undefined ? [] : [[entry, twin]]
  })
}

function sameText(a: string, b: string): boolean {
  const bare = (text: string) => textOfHtml(text).replace(/[\s\u200b…]+/g, '')
  const [x, y] = [bare(a), bare(b)]
  // A title of ours ends at a limit.
  return x === y || (a.endsWith('…') && y.startsWith(x))
}

function sameUrl(a: string, b: string): boolean {
  const href = (url: string) =>
    URL.canParse(url, 'https://recorded.invalid/feed') ? new URL(url, 'https://recorded.invalid/feed').href : url
  return href(a) === href(b)
}
