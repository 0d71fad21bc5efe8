import { describe, expect, it } from 'vitest'
import { type Article, rss } from '../support/feeds.ts'
import { startOrigin } from '../support/origin.ts'
import { startService } from '../support/service.ts'

const DATES = [5, 2, 7, 1, 9].map((days) => new Date(Date.UTC(2026, 10, 1) - days * 86_400_000).toUTCString())
const CAME: readonly Article[] = ['Old', 'New', 'Older', 'Newer', 'Oldest'].map((title, i) => ({
  title,
  guid: title,
  link: `https://paper.example/${title}`,
  date: DATES[i] ?? '',
}))
const BY_DATE = ['Newer', 'New', 'Old', 'Older', 'Oldest']
const BY_ARRIVAL = CAME.map(({ title }) => title).toReversed()

async function filled() {
  const origin = await startOrigin()
  origin.serve('/a', { body: rss(CAME.slice(0, 1)) })
  const service = await startService({
    sources: [{ id: 'a', url: `${origin.url}/a`, title: 'A' }],
    feeds: [
      { name: 'late', title: 'Late', order: 'received', limit: 3 },
      { name: 'all', title: 'All' },
    ],
  })
  for (const [i] of CAME.entries()) {
    origin.serve('/a', { body: rss(CAME.slice(0, i + 1)) })
    service.clock.advance(2_400_000)
    await service.poll()
  }
  const titles = async (path: string) =>
    ((await (await service.get(path)).json()) as { items: { title: string }[] }).items.map(({ title }) => title)
  return { service, origin, titles }
}

describe('the order of arrival', () => {
  it('is asked for by sort=received, and is the one of a feed that says so', async () => {
    const { service, origin, titles } = await filled()
    await using _origin = origin
    await using _service = service
    expect(await titles('/api/items')).toEqual(BY_DATE)
    expect(await titles('/api/items?sort=date')).toEqual(BY_DATE)
    expect(await titles('/api/items?sort=received')).toEqual(BY_ARRIVAL)
    expect(await titles('/feeds/all.json')).toEqual(BY_DATE)
    expect(await titles('/feeds/all.json?sort=received')).toEqual(BY_ARRIVAL)
    expect(await titles('/feeds/late.json')).toEqual(BY_ARRIVAL.slice(0, 3))
    const { feeds } = (await (await service.get(`/api/items/${await idOf('Older')}/explain`)).json()) as {
      feeds: { name: string; carried: boolean }[]
    }
    expect(feeds).toContainEqual(expect.objectContaining({ name: 'late', carried: true }))

    async function idOf(title: string) {
      const { items } = (await (await service.get('/api/items')).json()) as { items: { id: string; title: string }[] }
      return items.find((item) => item.title === title)?.id
    }
  })

  it('has cursors of its own, which another order refuses', async () => {
    const { service, origin } = await filled()
    await using _origin = origin
    await using _service = service
    const seen: string[] = []
    for (let path = '/api/items?sort=received&limit=2'; path !== ''; ) {
      const page = (await (await service.get(path)).json()) as { items: { title: string }[]; nextCursor?: string }
      seen.push(...page.items.map(({ title }) => title))
      path = page.nextCursor === undefined ? '' : `/api/items?sort=received&limit=2&cursor=${page.nextCursor}`
    }
    expect(seen).toEqual(BY_ARRIVAL)
    const { nextCursor } = (await (await service.get('/api/items?limit=2')).json()) as { nextCursor: string }
    const refused = await service.get(`/api/items?sort=received&cursor=${nextCursor}`)
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('of another “sort”')])
    expect((await service.get('/api/items?sort=sideways')).status).toBe(400)
  })

  it('leads on the page of such a feed to the older ones', async () => {
    const { service, origin } = await filled()
    await using _origin = origin
    await using _service = service
    const page = await (await service.get('/feeds/late', { accept: 'text/html' })).text()
    const older = /href="([^"]*cursor=[^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(older).toContain('sort=received')
    const next = await (await service.get(older, { accept: 'text/html' })).text()
    expect(BY_ARRIVAL.map((title) => next.includes(`>${title}</a></h3>`))).toEqual([false, false, false, true, true])
  })
})
