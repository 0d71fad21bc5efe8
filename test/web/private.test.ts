import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

const KEY = 'correct-horse:battery+staple'
const SECOND = 'another-key-of-the-family'
const OTHER = 'the-key-of-the-other-feed'
const article = (title: string) => ({ title, guid: title, link: `https://x.example/${title}`, html: '<p>Text</p>' })

let origin: Origin
let service: Service

const config = () => ({
  sources: [{ id: 'one', url: `${origin.url}/one`, title: 'One' }],
  filters: [{ name: 'no ads', exclude: 'advert' }],
  feeds: [
    { name: 'open', title: 'Open' },
    { name: 'family', title: 'Family matters', where: 'alpha', keys: [KEY, SECOND] },
    { name: 'team', title: 'Team matters', key: OTHER },
  ],
})

beforeAll(async () => {
  origin = await startOrigin()
  origin.serve('/one', { body: rss([article('alpha'), article('beta'), article('advert')]) })
  service = await startService(config())
})

afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

const basic = (password: string, user = 'anybody') => ({
  Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
})
const inAddress = (key: string) => `key=${encodeURIComponent(key)}`
const html = { Accept: 'text/html' }

const CLOSED = [
  '/feeds/family.atom',
  '/feeds/family.rss',
  '/feeds/family.json',
  '/feeds/family',
  '/feeds/fam%69ly.atom',
  '/FEEDS/family.atom',
  '/feeds/family.atom/',
  '/feeds/family/',
  '/feeds/family.atom?q=alpha',
  '/feeds/family/hidden',
  '/feeds/family/hidden.atom',
  '/feeds/family/daily.rss',
  '/feeds/family/weekly',
  '/feeds/family/whatever-may-come',
]

describe('without a key', () => {
  it.each(CLOSED)('closes %s', async (path) => {
    const response = await service.get(path)
    expect(response.status).toBe(401)
    expect(response.headers.get('WWW-Authenticate')).toBe('Basic realm="Feed family", charset="UTF-8"')
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(response.headers.get('ETag')).toBeNull()
    expect(await response.text()).not.toContain('Family matters')
  })

  it.each([
    ['a wrong key', '/feeds/family.atom?key=wrong', {}],
    ['an empty key', '/feeds/family.atom?key=', {}],
    ['the key of another feed', `/feeds/family.atom?${inAddress(OTHER)}`, {}],
    ['a key that goes on', `/feeds/family.atom?${inAddress(`${KEY}x`)}`, {}],
    ['the key as the user name', '/feeds/family.atom', basic('', KEY)],
    ['another scheme', '/feeds/family.atom', { Authorization: `Bearer ${KEY}` }],
    ['a header that is none', '/feeds/family.atom', { Authorization: 'Basic ====' }],
  ])('answers 401 to %s', async (_what, path, headers) => {
    const response = await service.get(path, headers)
    expect(response.status).toBe(401)
    const text = await response.text()
    for (const key of [KEY, SECOND, OTHER, 'wrong']) expect(text).not.toContain(key)
  })

  it.each(['/', '/sources', '/try', '/feeds/open', '/nowhere', '/api/feeds', '/feeds/nosuch.atom', '/search'])(
    'tells of no private feed at %s',
    async (path) => {
      const text = await (await service.get(path, html)).text()
      expect(text).not.toMatch(/family|Family|team/)
    },
  )

  it('tells of none where it says why an article is where it is, or tries a rule', async () => {
    const id = await idOf('alpha')
    for (const path of [
      `/items/${id}/why`,
      `/api/items/${id}/explain`,
      '/try?q=alpha&feed=nosuch',
      '/try?q=alpha&feed=family',
    ])
      expect(await (await service.get(path, html)).text()).not.toMatch(/family, |Family matters|team/)
    expect((await trial('family')).status).toBe(400)
  })
})

describe('with a key', () => {
  it.each([
    ['in the address', `/feeds/family.atom?${inAddress(KEY)}`, {}],
    ['of several in the address', `/feeds/family.atom?key=old&${inAddress(KEY)}`, {}],
    ['as the password', '/feeds/family.atom', basic(KEY)],
    ['that is the second', '/feeds/family.atom', basic(SECOND)],
    [
      'with a scheme in small letters',
      '/feeds/family.atom',
      { Authorization: basic(KEY).Authorization.replace('Basic', 'basic') },
    ],
    ['as the password beside a wrong one in the address', '/feeds/family.atom?key=old', basic(KEY)],
  ])('%s, opens the feed, for no shared cache', async (_how, path, headers) => {
    const response = await service.get(path, headers)
    expect(response.status).toBe(200)
    expect(response.headers.get('Cache-Control')).toMatch(/^private/)
    expect(response.headers.get('Vary')).toContain('Authorization')
    expect(response.headers.get('X-Robots-Tag')).toBe('noindex')
    const text = await response.text()
    expect(text).toContain('alpha')
    expect(text).toContain(`rel="self" href="${service.url}/feeds/family.atom"`)
    for (const key of [KEY, SECOND, 'key=']) expect(text).not.toContain(key)
  })

  it.each(CLOSED.filter((path) => !path.endsWith('come')))('opens %s', async (path) => {
    const response = await service.get(path, { ...basic(KEY) })
    expect(response.status).toBe(200)
    expect(response.headers.get('Cache-Control')).toMatch(/^private/)
  })

  it('knows the document whichever key asks for it', async () => {
    const first = await service.get(`/feeds/family.json?${inAddress(KEY)}`)
    const tag = first.headers.get('ETag') ?? ''
    const second = await service.get('/feeds/family.json', { ...basic(SECOND), 'If-None-Match': tag })
    expect([first.status, second.status]).toEqual([200, 304])
    expect(second.headers.get('Cache-Control')).toMatch(/^private/)
    const stranger = await service.get('/feeds/family.json', { 'If-None-Match': tag })
    expect(stranger.status).toBe(401)
  })

  it('lists the feeds that it opens, and no other', async () => {
    const response = await service.get(`/api/feeds?${inAddress(KEY)}`)
    expect(response.headers.get('Cache-Control')).toMatch(/^private/)
    const { feeds } = (await response.json()) as { feeds: { name: string; private?: true }[] }
    expect(feeds.map(({ name }) => name)).toEqual(['all', 'open', 'family'])
    expect(feeds.find(({ name }) => name === 'family')?.private).toBe(true)
    expect(await (await service.get('/feeds', { ...html, ...basic(KEY) })).text()).toContain('Family matters')
    const why = await service.get(`/api/items/${await idOf('alpha')}/explain`, basic(KEY))
    expect(await why.text()).toContain('Family matters')
    expect((await trial('family', basic(KEY))).status).toBe(200)
  })

  it('opens the page, whose links and addresses to subscribe to carry the key that it was opened by', async () => {
    const page = await (await service.get(`/feeds/family?${inAddress(KEY)}`, html)).text()
    const coded = new URLSearchParams({ key: KEY }).toString()
    const own = [...page.matchAll(/href="([^"]*\/feeds\/family[^"]*)"/g)].map(([, href]) => href ?? '')
    expect(own.length).toBeGreaterThan(5)
    expect(own.filter((href) => !href.includes(coded))).toEqual([])
    expect(page).toContain(`<a href="${service.url}/feeds/family.atom?${coded}">`)
    expect(page).toContain(`name="key" value="${KEY}"`)
    const byPassword = await (await service.get('/feeds/family', { ...html, ...basic(KEY) })).text()
    expect(byPassword).not.toContain('key=')
  })

  it('is passed over by a feed that asks for none', async () => {
    const plain = await service.get('/feeds/open.atom')
    const withKey = await service.get('/feeds/open.atom?key=whatever')
    expect(withKey.headers.get('Cache-Control')).toBe('public, max-age=60')
    expect(withKey.headers.get('ETag')).toBe(plain.headers.get('ETag'))
  })
})

it('takes up and takes back keys without a restart, and closes what the merged feed has for addresses', async () => {
  await service.reload({ ...config(), feeds: [{ name: 'all', title: 'All', key: SECOND }] })
  for (const path of ['/', '/feed.xml', '/rss.xml', '/atom.xml', '/feed.json', '/feeds/all.rss'])
    expect([path, (await service.get(path)).status]).toEqual([path, 401])
  expect((await service.get('/feed.xml', basic(SECOND))).status).toBe(200)
  expect((await service.get('/', { ...basic(SECOND), ...html })).status).toBe(200)
  await service.reload(config())
  expect((await service.get('/feed.xml')).status).toBe(200)
})

it('answers HEAD as GET', async () => {
  const statusOf = (headers: Record<string, string>) =>
    new Promise((resolve, reject) => {
      request(`${service.url}/feeds/family.atom`, { method: 'HEAD', headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
        .on('error', reject)
        .end()
    })
  expect(await statusOf({})).toBe(401)
  expect(await statusOf(basic(KEY))).toBe(200)
})

async function idOf(title: string): Promise<string> {
  const { items } = (await (await service.get(`/api/items?q=${title}`)).json()) as { items: { id: string }[] }
  return items[0]?.id ?? ''
}

function trial(feed: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${service.url}/api/try`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ query: 'beta', feed }),
  })
}
