import { describe, expect, it } from 'vitest'
import { parseFeed } from '../../src/parse/parse.ts'

const read = (items: string, more = '') =>
  parseFeed(Buffer.from(`{"version":"https://jsonfeed.org/version/1.1","title":"t",${more}"items":[${items}]}`))

describe('a JSON feed with members of dangerous names', () => {
  it('is read without them, whatever its texts quote', async () => {
    const text = String.raw`write \"constructor\": 1, or {\"__proto__\" : {}}`
    const item = `{"id":"1","__proto__" :{"title":"x"},"tags":["constructor","prototype"],"content_text":"${text}"}`
    const feed = await read(item, '"constructor":{"a":1},"prototype"\n:[],')

    expect(feed.entries).toMatchObject([
      { guid: '1', categories: ['constructor', 'prototype'], content: { value: JSON.parse(`"${text}"`) } },
    ])
    expect(feed.entries[0]?.title).toBeUndefined()
  })
})

describe('the numbers of an attachment', () => {
  const attached = async (numbers: string) =>
    (await read(`{"id":"1","attachments":[{"url":"https://a.example/1",${numbers}}]}`)).entries[0]

  it('are what they can be', async () => {
    expect(await attached('"size_in_bytes":12,"duration_in_seconds":1.5')).toMatchObject({
      enclosures: [{ length: 12 }],
      extras: { duration: 1.5 },
    })
  })

  it.each(['-1', '0', '1e400', '"many"'])('are left out where they are %s', async (number) => {
    const entry = await attached(`"size_in_bytes":${number},"duration_in_seconds":${number}`)
    expect(entry?.enclosures).toEqual([{ url: 'https://a.example/1' }])
    expect(entry?.extras).toEqual({})
  })

  it('are whole where they count bytes', async () => {
    expect((await attached('"size_in_bytes":1.5'))?.enclosures).toEqual([{ url: 'https://a.example/1' }])
  })
})

describe('a JSON feed that is far too large', () => {
  it('is not read where it has more values than anybody writes', async () => {
    await expect(read(`${'[],'.repeat(250_000)}1`)).rejects.toThrow('the document has more than 400000 values')
  })

  it('may have as many commas and braces in its texts as it likes', async () => {
    const text = String.raw`{\",[`.repeat(300_000)
    expect((await read(`{"id":"1","content_text":"${text}"}`)).entries[0]?.content?.value).toHaveLength(1_200_000)
  })

  it('is read for its first items, and says so', async () => {
    const feed = await read(Array.from({ length: 10_003 }, (_, n) => `{"id":"${n}"}`).join(','))
    expect(feed.entries).toHaveLength(10_000)
    expect(feed.repairs).toEqual(['3 items are left out: more than 10000 are too many'])
  })
})
