import { describe, expect, it } from 'vitest'
import { rss } from '../support/feeds.ts'
import { article, type Trial, trial } from './misbehaving.ts'

const WRITTEN = {
  ...article(0),
  html: '<p>Seven people were hurt when the bridge gave way. <img src="https://paper.example/a.jpg?w=300"> Police say more tonight.</p>',
}

async function revisionsOf(at: Trial) {
  const [item] = await at.items()
  const answer = await at.service.get(`/api/items/${item?.id}/revisions`)
  return ((await answer.json()) as { revisions: { title: string; text: string; replacedAt: string; diff: object }[] })
    .revisions
}

describe('what says the same as before raises no date and leaves no revision', () => {
  it.each([
    ['a counter', { html: WRITTEN.html.replace('</p>', ' 12 comments</p>') }],
    ['a counter that runs', { html: WRITTEN.html.replace('</p>', ' 3,412 vues, il y a 3 heures</p>') }],
    ['white space and a paragraph', { html: WRITTEN.html.replace('. Police', '.</p>\n\n  <p>Police') }],
    ['the size of a picture', { html: WRITTEN.html.replace('w=300', 'w=600') }],
    ['a tracking parameter in the link', { link: `${WRITTEN.link}?utm_campaign=evening` }],
    ['the scheme of the link', { link: WRITTEN.link.replace('https:', 'http:') }],
    ['an advertisement that says so', { html: `${WRITTEN.html}<div>Advertisement: buy a bridge</div>` }],
    [
      'an advertisement by its link',
      { html: `${WRITTEN.html}<a href="https://ad.doubleclick.net/x">Buy a bridge</a>` },
    ],
    ['the date', { date: 'Sun, 01 Nov 2026 12:00:00 GMT' }],
    ['punctuation', { title: `${WRITTEN.title}.` }],
  ])('%s', async (_, edited) => {
    await using at = await trial()
    const [before] = await at.poll({ a: rss([WRITTEN]) })
    const [after] = await at.poll({ a: rss([{ ...WRITTEN, ...edited }]) })
    expect(after).toMatchObject({ id: before?.id, publishedAt: before?.publishedAt })
    expect(after?.updatedAt).toBe(before?.updatedAt)
    expect(await revisionsOf(at)).toEqual([])
  })
})

describe('an edit', () => {
  it.each([
    ['of the title', { title: 'Budget vote in parliament put off' }],
    ['of a number in the text', { html: WRITTEN.html.replace('Seven', 'Nine') }],
    ['of the link', { link: 'https://paper.example/2026/budget-vote-put-off' }],
  ])('%s keeps the id and raises the date', async (_, edited) => {
    await using at = await trial()
    const [before] = await at.poll({ a: rss([WRITTEN]) })
    const [after, ...others] = await at.poll({ a: rss([{ ...WRITTEN, ...edited }]) })
    expect(others).toEqual([])
    expect(after).toMatchObject({ id: before?.id, publishedAt: before?.publishedAt })
    expect(after?.updatedAt).toBe(new Date(at.service.clock.time).toISOString())
    expect(await revisionsOf(at)).toMatchObject([{ title: WRITTEN.title, replacedAt: after?.updatedAt }])
  })

  it('is shown word by word, escaped, and counted on the page of the item', async () => {
    await using at = await trial()
    await at.poll({ a: rss([{ ...WRITTEN, title: 'Bridge List<String> & tower closes' }]) })
    const [item] = await at.poll({ a: rss([{ ...WRITTEN, title: 'Bridge List<String> & tower opens' }]) })
    const page = await (await at.service.get(`/items/${item?.id}/revisions`)).text()
    expect(page).toContain('Bridge List&lt;String&gt; &amp; tower <del>closes</del><ins>opens</ins>')
    expect(page).not.toMatch(/<script(?! type="module" src="\/assets\/page\.js\?)/)
    expect(await (await at.service.get(`/items/${item?.id}`)).text()).toContain('1 edit since')
    const [revision] = await revisionsOf(at)
    expect(revision?.diff).toMatchObject({
      title: [
        { kind: 'same', text: 'Bridge List<String> & tower ' },
        { kind: 'removed', text: 'closes' },
        { kind: 'added', text: 'opens' },
      ],
    })
  })

  it('is kept ten times and 30,000 characters long at most', async () => {
    await using at = await trial()
    const long = (poll: number) => `<p>${`word${poll} `.repeat(9_000)}</p>`
    for (let poll = 0; poll < 14; poll += 1) await at.poll({ a: rss([{ ...WRITTEN, html: long(poll) }]) })
    const revisions = await revisionsOf(at)
    expect(revisions.map(({ text }) => text.slice(0, 6).trim())).toEqual(
      Array.from({ length: 10 }, (_unused, i) => `word${12 - i}`.slice(0, 6)),
    )
    for (const { text } of revisions) expect(text.length).toBeLessThanOrEqual(30_000)
  })

  it('has an address of its own for what is not there', async () => {
    await using at = await trial()
    expect((await at.service.get('/api/items/nobody/revisions')).status).toBe(404)
    expect((await at.service.get('/items/nobody/revisions')).status).toBe(404)
  })
})
