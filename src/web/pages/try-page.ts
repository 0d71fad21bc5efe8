import type { Request } from 'express'
import { TributaryError } from '../../errors.ts'
import type { Query } from '../../model/query.ts'
import { allOf } from '../../query/compose.ts'
import { parseQuery } from '../../query/parse-query.ts'
import { writeQuery } from '../../query/write-query.ts'
import { type Rehearsal, readTrial, rehearse, type Sampled } from '../../rehearse/rehearse.ts'
import { type Piece, piecesOf } from '../pieces.ts'
import { publishedItem } from '../published-item.ts'
import type { Site } from '../site.ts'

/** What the page of `/try` shows: the form as it was sent, and what came of it. */
export interface TryPage {
  readonly form: Readonly<Record<'q' | 'feed' | 'exclude' | 'days', string>>
  readonly problem?: string
  readonly rehearsal?: Rehearsal & { readonly replaces: boolean }
  readonly lists: readonly (readonly ['added' | 'removed', Sampled])[]
  readonly published: (item: Sampled['items'][number]) => ReturnType<typeof publishedItem>
  /** The rule as the configuration takes it (JSON). */
  readonly paste?: string
  readonly pieces: (text: string, field: 'title' | 'summary') => readonly Piece[]
}

/** Tries what the form asks for; what cannot be tried is told on the page, with all that was written. */
export async function tryPage(request: Request, site: Site): Promise<TryPage> {
  const value = (name: string) => String([request.query[name] ?? ''].flat()[0])
  const form = { q: value('q'), feed: value('feed'), exclude: value('exclude'), days: value('days') || '30' }
  const bare = { form, lists: [], published: (item: Sampled['items'][number]) => publishedItem(site, item) }
  if (form.q.trim() === '') return { ...bare, pieces: () => [] }
  try {
    const trial = readTrial(
      {
        query: form.q,
        feed: form.feed === '' ? undefined : form.feed,
        exclude: form.exclude !== '',
        days: Number(form.days),
      },
      site,
      site.now(),
    )
    const rehearsal = await rehearse(trial, site.store)
    return {
      ...bare,
      rehearsal: { ...rehearsal, replaces: trial.old !== undefined },
      lists: [
        ['added', rehearsal.added],
        ['removed', rehearsal.removed],
      ],
      paste: pasted(form, site),
      pieces: (text, field) => piecesOf(trial.asked, text, field),
    }
  } catch (problem) {
    if (!(problem instanceof TributaryError) || problem.code !== 'invalid') throw problem
    return { ...bare, problem: problem.message, pieces: () => [] }
  }
}

/** The part of the configuration that would do what was tried: of a feed, or a filter or a topic of its own. */
function pasted({ q, feed: name, exclude }: TryPage['form'], { feeds }: Site): string {
  const feed = feeds.find((one) => one.name === name)
  const without: Query = { kind: 'not', of: parseQuery(q) }
  const where = exclude === '' || feed === undefined ? q : writeQuery(allOf([feed.where, without]))
  const written =
    feed !== undefined
      ? { feeds: [{ name, title: feed.title, where: [where] }] }
      : exclude !== ''
        ? { filters: [{ exclude: [q] }] }
        : { topics: [{ id: 'my-topic', title: 'My topic', where: [q] }] }
  return JSON.stringify(written, undefined, 2)
}
