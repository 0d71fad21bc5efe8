import type { Request } from 'express'
import { TributaryError } from '../errors.ts'
import { type Rehearsal, readTrial, rehearse, type Sampled } from '../rehearse/rehearse.ts'
import { type Piece, piecesOf } from './pieces.ts'
import { publishedItem } from './published-item.ts'
import type { Site } from './site.ts'

/** What the page of `/try` shows: the form as it was sent, and what came of it. */
export interface TryPage {
  readonly form: Readonly<Record<'q' | 'feed' | 'exclude' | 'days', string>>
  readonly problem?: string
  readonly rehearsal?: Rehearsal & { readonly replaces: boolean }
  readonly lists: readonly (readonly ['added' | 'removed', Sampled])[]
  readonly published: (item: Sampled['items'][number]) => ReturnType<typeof publishedItem>
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
      pieces: (text, field) => piecesOf(trial.asked, text, field),
    }
  } catch (problem) {
    if (!(problem instanceof TributaryError) || problem.code !== 'invalid') throw problem
    return { ...bare, problem: problem.message, pieces: () => [] }
  }
}
