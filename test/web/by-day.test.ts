import { expect, it } from 'vitest'
import { rss } from '../support/feeds.ts'
import { startOrigin } from '../support/origin.ts'
import { startService } from '../support/service.ts'

const article = (title: string, date: string) => ({ title, guid: title + date, date: `${date} GMT`, html: title })

it('shows a story under the day of its newest article, with the moment of the one that leads', async () => {
  const prices = 'Memory prices climb 12 per cent in a month as makers of phones order early'
  await using origin = await startOrigin()
  origin.serve('/a', { body: rss([article(prices, 'Fri, 30 Oct 2026 10:00:00')]) })
  origin.serve('/b', {
    body: rss([
      article('A ferry is named', 'Sun, 01 Nov 2026 09:00:00'),
      article(prices, 'Sat, 31 Oct 2026 09:00:00'),
      article('Seeds are counted', 'Sat, 31 Oct 2026 07:00:00'),
      article('A tooth is missing', 'Fri, 30 Oct 2026 11:00:00'),
    ]),
  })
  await using service = await startService({
    sources: [
      { id: 'a', url: `${origin.url}/a`, title: 'A', priority: 90 },
      { id: 'b', url: `${origin.url}/b`, title: 'B' },
    ],
    feeds: [{ name: 'stories', title: 'Stories', stories: 'grouped' }],
  })
  const page = await (await service.get('/feeds/stories', { accept: 'text/html' })).text()
  // Beside the one that leads there is no day over the others.
  expect(page).toMatch(/title="31 Oct 2026, 09:00 UTC">27 h ago</)
  const lines = [
    ...page.matchAll(/<h2><time datetime="([^"]*)|<h3[^>]*><a [^>]*>([^<]*)|class="clock"[^>]*><time[^>]*>([^<]*)/g),
  ]
  expect(lines.map(([, day, title, time]) => day ?? title ?? time)).toEqual([
    ...['2026-11-01', 'A ferry is named', '3 h'],
    ...['2026-10-31', prices, '30 Oct 2026, 10:00 UTC', 'Seeds are counted', '07:00'],
    ...['2026-10-30', 'A tooth is missing', '11:00'],
  ])
})
