import { type Article, rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

export const POLLS = 10
export const HALF_HOUR = 1_800_000
/** Longer than the interval with its spread. */
const BETWEEN = 2_400_000
export const START = Date.parse('2026-11-01T12:00:00Z')

export interface Listed {
  readonly id: string
  readonly uri: string
  readonly title: string
  readonly publishedAt: string
  readonly updatedAt?: string
  readonly sources: readonly string[]
  readonly source: { readonly id: string }
}

/** A source that misbehaves from poll to poll, and the service that polls it. */
export interface Trial extends AsyncDisposable {
  readonly service: Service
  readonly origin: Origin
  /** All items, newest first. */
  items(): Promise<readonly Listed[]>
  /** What the health of a source says. */
  message(id?: string): Promise<string | undefined>
  /** Serves a document for each source, some time later, and polls. */
  poll(documents: Readonly<Record<string, string>>): Promise<readonly Listed[]>
}

export async function trial(
  ids: readonly string[] = ['a'],
  given: Readonly<Record<string, object>> = {},
  config: object = {},
): Promise<Trial> {
  const origin = await startOrigin()
  for (const id of ids) origin.serve(`/${id}`, { body: rss([]) })
  const sources = ids.map((id) => ({ id, url: `${origin.url}/${id}`, title: id, ...given[id] }))
  const service = await startService({ ...config, sources })
  const json = async (path: string) => (await service.get(path)).json()
  const items = async () => ((await json('/api/items?limit=200')) as { items: Listed[] }).items
  return {
    service,
    origin,
    items,
    async message(id = 'a') {
      const { sources: known } = (await json('/api/sources')) as { sources: { id: string; message?: string }[] }
      return known.find((one) => one.id === id)?.message
    },
    async poll(documents) {
      for (const [id, body] of Object.entries(documents)) origin.serve(`/${id}`, { body })
      service.clock.advance(BETWEEN)
      await service.poll()
      return items()
    },
    async [Symbol.asyncDispose]() {
      await service[Symbol.asyncDispose]()
      await origin[Symbol.asyncDispose]()
    },
  }
}

const SUBJECTS = `budget vote in parliament|flood in the valley|chip factory opens|bank raises rates|team wins final|
satellite reaches orbit|strike stops trains|museum finds painting|vaccine passes trial|wolf returns to forest|
court hears appeal|harvest fails again|bridge closes for repairs|minister resigns early|startup buys rival|
volcano wakes slowly|ferry runs aground|language dies out|comet passes earth|library lends robots`
  .split('|')
  .map((one) => one.trim())

/** The articles that a publisher has written, the `n`th of them an hour after the one before; each about something else. */
export function article(n: number): Required<Pick<Article, 'title' | 'guid' | 'link' | 'date' | 'html'>> {
  const subject = SUBJECTS[n % SUBJECTS.length] ?? ''
  return {
    title: `${subject[0]?.toUpperCase()}${subject.slice(1)}`,
    guid: `g-${n}`,
    link: `https://paper.example/2026/${subject.replaceAll(' ', '-')}`,
    date: new Date(START - 20 * 3_600_000 + n * HALF_HOUR).toUTCString(),
    html: `<p>${subject.split(' ').toReversed().join(' ')} (${n}), says <b>Ann</b></p>`,
  }
}
