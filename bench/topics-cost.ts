/**
 * What topics cost an article: `node bench/topics-cost.ts [items]`. Made-up articles are put to one topic and to 500, of
 * six to twelve words, phrases and prefixes each; as the service does it, and each topic for itself.
 */

import { verdictOf } from '../src/classify/classify.ts'
import type { Topic } from '../src/model/feed.ts'
import { matches } from '../src/query/match.ts'
import { parseQuery } from '../src/query/parse-query.ts'
import { subjectOf } from '../src/query/subject.ts'
import { madeArticles, NOW, WORDS } from './made-items.ts'
import { randomFrom } from './publications.ts'

const LIMITS = { length: 4_000, words: 800, prefixes: 400, regexps: 40 }
const ROUNDS = 5

function topics(count: number): Topic[] {
  const random = randomFrom(5)
  // Topics speak of words that few articles have.
  const word = () => WORDS[200 + Math.floor(random() * (WORDS.length - 200))] ?? ''
  return Array.from({ length: count }, (_, i) => {
    const parts = Array.from({ length: 6 + Math.floor(random() * 7) }, () => {
      const kind = random()
      return kind < 0.6
        ? word()
        : kind < 0.8
          ? `"${word()} ${word()}"`
          : kind < 0.9
            ? `${word()}*`
            : `(title:${word()} ${word()})`
    })
    const written = `(${parts.join(' OR ')}) -${word()}`
    return { id: `topic-${i}`, title: '', written, query: parseQuery(written, 'where', LIMITS) }
  })
}

function main(count: number): void {
  const made = madeArticles(count)
  const [one, many] = [topics(1), topics(500)]
  const best = (work: () => number) => {
    let [ms, found] = [Number.POSITIVE_INFINITY, 0]
    for (let round = 0; round < ROUNDS; round += 1) {
      const start = performance.now()
      found = work()
      ms = Math.min(ms, performance.now() - start)
    }
    return { ms, found }
  }
  const indexed = (topics: readonly Topic[]) => {
    const rules = { topics, filters: [] }
    return () =>
      made.reduce((sum, { article, words }) => sum + verdictOf(rules, article, words, 'source-1', NOW).topics.length, 0)
  }
  const singly = (of: readonly Topic[]) => () =>
    made.reduce((sum, { article, words }) => {
      const subject = subjectOf(article, words, { sources: ['source-1'] })
      return sum + of.filter(({ query }) => matches(query, subject)).length
    }, 0)
  const results = [
    ['one topic', best(indexed(one))],
    ['500 topics', best(indexed(many))],
    ['one topic, by itself', best(singly(one))],
    ['500 topics, each by itself', best(singly(many))],
  ] as const
  process.stdout.write(`${count} articles\n`)
  for (const [name, { ms, found }] of results)
    process.stdout.write(`${name.padEnd(28)}${ms.toFixed(0).padStart(7)} ms${`${found}`.padStart(9)} found\n`)
  process.stdout.write(`500 take ${(results[1][1].ms / results[0][1].ms).toFixed(2)} times as long as one\n`)
}

main(Number(process.argv[2] ?? 10_000))
