import type { Phrase, Query } from '../../model/query.ts'

export const WORD_TABLES = ['items_fts', 'items_url_fts'] as const

/** An FTS5 expression; `negated` where it says what is not to be found, for FTS5 knows no NOT without something before it. */
export interface WordsSql {
  readonly table: (typeof WORD_TABLES)[number]
  readonly expression: string
  readonly negated: boolean
}

/**
 * Compiles what asks for words of one table alone, whatever way they are put together; `undefined` for anything else.
 * Its tokens are letters and digits in quotes, never a user's syntax.
 */
export function wordsSql(query: Query): WordsSql | undefined {
  switch (query.kind) {
    case 'words':
      return leaf(query.field, phraseSql(query))
    case 'near':
      return leaf(query.field, `NEAR(${query.phrases.map(phraseSql).join(' ')}, ${query.within})`)
    case 'not': {
      const of = wordsSql(query.of)
      return of === undefined ? undefined : negation(of)
    }
    case 'and':
    case 'or': {
      const of = query.of.map(wordsSql)
      if (!of.every((each) => each !== undefined)) return undefined
      // One law for both (De Morgan): any of some is not (all of none of them).
      if (query.kind === 'and') return all(of)
      const none = all(of.map(negation))
      return none === undefined ? undefined : negation(none)
    }
    default:
      return undefined
  }
}

function all(of: readonly WordsSql[]): WordsSql | undefined {
  const [first] = of
  if (first === undefined || of.some(({ table }) => table !== first.table)) return undefined
  const wanted = of.filter(({ negated }) => !negated).map(({ expression }) => `(${expression})`)
  const unwanted = of.filter(({ negated }) => negated).map(({ expression }) => `(${expression})`)
  const { table } = first
  if (wanted.length === 0) return { table, expression: unwanted.join(' OR '), negated: true }
  const expression = wanted.join(' AND ')
  return {
    table,
    expression: unwanted.length === 0 ? expression : `(${expression}) NOT (${unwanted.join(' OR ')})`,
    negated: false,
  }
}

function negation(of: WordsSql): WordsSql {
  return { ...of, negated: !of.negated }
}

function leaf(field: string, expression: string): WordsSql {
  const column = field === 'any' || field === 'url' ? '' : `${field} : `
  return {
    table: field === 'url' ? 'items_url_fts' : 'items_fts',
    expression: `${column}${expression}`,
    negated: false,
  }
}

function phraseSql({ words, prefix }: Phrase): string {
  return `"${words.join(' ')}"${prefix ? '*' : ''}`
}
