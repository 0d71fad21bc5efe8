import { describe, expect, it } from 'vitest'
import { freshMs } from '../../src/fetch/freshness.ts'
import type { Headers } from '../../src/fetch/header.ts'
import { NOW, startFetching } from './fetching.ts'

const at = (ms: number) => new Date(NOW + ms).toUTCString()

describe('how long an answer stays fresh', () => {
  it.each<[string, Headers, number | undefined]>([
    ['nothing said', {}, undefined],
    ['max-age', { 'cache-control': 'max-age=600' }, 600_000],
    ['among others, in other letters', { 'cache-control': 'public, Max-Age=600,must-revalidate' }, 600_000],
    ['max-age in quotes', { 'cache-control': 'max-age="600"' }, 600_000],
    ['spaces around it', { 'cache-control': ' public ,max-age = 600 ' }, 600_000],
    ['max-age=0', { 'cache-control': 'max-age=0' }, 0],
    ['two fields', { 'cache-control': ['public', 'max-age=600'] }, 600_000],
    ['the first of two', { 'cache-control': 'max-age=600, max-age=60' }, 600_000],
    ['max-age before s-maxage', { 'cache-control': 's-maxage=60, max-age=600' }, 600_000],
    ['s-maxage alone', { 'cache-control': 'public, s-maxage=60' }, 60_000],
    ['a larger number than there is', { 'cache-control': 'max-age=99999999999999' }, 2 ** 31 * 1_000],
    ['what is no number', { 'cache-control': 'max-age=soon' }, 0],
    ['a negative one', { 'cache-control': 'max-age=-5' }, 0],
    ['a broken one', { 'cache-control': 'max-age=1.5' }, 0],
    ['max-age without a number', { 'cache-control': 'max-age' }, 0],
    ['a word that only ends so', { 'cache-control': 'x-max-age=600' }, undefined],
    ['no-cache', { 'cache-control': 'no-cache, max-age=600' }, undefined],
    ['no-store', { 'cache-control': 'max-age=600, No-Store', expires: at(600_000) }, undefined],
    ['private', { 'cache-control': 'private, max-age=600' }, undefined],
    ['no-cache for one header', { 'cache-control': 'no-cache="set-cookie", max-age=600' }, 600_000],
    ['a list in quotes', { 'cache-control': 'private="a, no-store", max-age=600' }, 600_000],
    ['other directives alone', { 'cache-control': 'public, must-revalidate' }, undefined],
    ['nothing in it', { 'cache-control': '' }, undefined],
    ['Age', { 'cache-control': 'max-age=600', age: '150' }, 450_000],
    ['Age beyond it', { 'cache-control': 'max-age=600', age: '900' }, 0],
    ['Age that is none', { 'cache-control': 'max-age=600', age: '-150' }, 600_000],
    ['Age alone', { age: '150' }, undefined],
    ['Expires and Date', { expires: at(60_000), date: at(-540_000) }, 600_000],
    ['Expires, Date and Age', { expires: at(60_000), date: at(-540_000), age: '100' }, 500_000],
    ['Expires alone', { expires: at(60_000) }, 60_000],
    ['Expires and a Date that is none', { expires: at(60_000), date: 'today' }, 60_000],
    ['Expires in the past', { expires: at(-60_000), date: at(0) }, 0],
    ['Expires: 0', { expires: '0' }, 0],
    ['Expires: -1', { expires: '-1', date: at(-999) }, 0],
    ['Expires in the form of asctime', { expires: 'Sun Nov  1 12:01:00 2026' }, 60_000],
    ['max-age before Expires', { 'cache-control': 'max-age=60', expires: at(600_000) }, 60_000],
    ['Expires beside other directives', { 'cache-control': 'public', expires: at(600_000) }, 600_000],
  ])('%s', (_, headers, wanted) => expect(freshMs(headers, NOW)).toBe(wanted))

  it('is told with a document and with a 304', async () => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', { body: 'x', etag: '"a"', headers: { 'Cache-Control': 'max-age=600', Age: '60' } })
    fetching.origin.serve('/bare', { body: 'x', etag: '"a"' })
    const validators = { etag: '"a"' }
    expect(await fetching.get('/feed')).toMatchObject({ kind: 'modified', freshMs: 540_000 })
    expect(await fetching.get('/feed', { validators })).toMatchObject({ kind: 'notModified', freshMs: 540_000 })
    for (const request of [{}, { validators }])
      expect(await fetching.get('/bare', request)).not.toHaveProperty('freshMs')
  })

  it('header fields that are long cost no time', () => {
    for (const field of ['a="'.repeat(20_000), `a${' '.repeat(60_000)}`, ',='.repeat(30_000), 'a'.repeat(60_000)]) {
      const startedAt = performance.now()
      freshMs({ 'cache-control': field, expires: `Sun ${'1:'.repeat(30_000)}` }, NOW)
      expect(performance.now() - startedAt).toBeLessThan(200)
    }
  })
})
