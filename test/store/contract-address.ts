import { describe, expect, it } from 'vitest'
import type { SourceHealth } from '../../src/model/source.ts'
import {
  AMPLE,
  type Bench,
  bench,
  candidates,
  DAY,
  due,
  failed,
  HOUR,
  INTERVAL,
  MINUTE,
  NO_RHYTHM,
  NOON,
  type OpenStore,
  source,
  unchanged,
  updated,
} from './bench.ts'

const NEW = { url: 'https://new.example/feed', domain: 'new.example' }
const VALIDATORS = { url: NEW.url, etag: '"1"', lastModified: 'Sun, 01 Nov 2026 11:00:00 GMT' }

export function addressContract(open: OpenStore): void {
  describe('the address of a source', () => {
    it('is what a lease says to poll, with its domain', async () => {
      await using at = await bench(open)
      await at.store.syncSources([source('a', { domain: 'whole.example' })], NOON)

      expect(await at.claim('a')).toMatchObject({
        domain: 'whole.example',
        state: { address: 'https://a.example/feed' },
      })
    })

    it('becomes where the source has moved to; what was known of the old document is forgotten', async () => {
      await using at = await bench(open)
      await moved(at)

      const known = await state(at, 'a')
      expect(known).toMatchObject({ url: 'https://a.example/feed', address: NEW.url, items: 1 })
      expect(known.validators).toEqual({})
      expect(known).toMatchObject({ health: 'ok', succeededAt: NOON })
      expect(known).not.toHaveProperty('bodyHash')
      expect(known).not.toHaveProperty('move')
      expect(known).not.toHaveProperty('message')
      const lease = await at.claim('a')
      expect(lease).toMatchObject({ domain: NEW.domain, state: { address: NEW.url } })
      expect(lease.state.validators).toEqual({})
    })

    it('keeps its validators and body where it stays what it is', async () => {
      await using at = await bench(open)
      const a = source('a')
      await at.store.syncSources([a], NOON)
      const same = { address: { url: a.url, domain: a.domain } }
      await at.record(await at.claim('a'), a, updated([], { validators: VALIDATORS }), NOON, same)

      expect(await state(at, 'a')).toMatchObject({ address: a.url, validators: VALIDATORS, bodyHash: 'a body' })
    })

    it('moves the host that is polled by one at a time, and the domain that pays', async () => {
      await using at = await bench(open)
      const { a } = await moved(at, [
        source('old', { url: 'https://a.example/2', domain: 'a.example' }),
        source('same', { url: 'https://new.example/2', domain: NEW.domain }),
        source('sub', { url: 'https://sub.new.example/', domain: NEW.domain }),
      ])
      await at.claim('a')
      expect(await due(at, NOON)).toEqual(['old', 'sub'])

      const later = NOON + HOUR
      const limited = failed('slow down', { health: 'limited' })
      await at.record(await at.claim('a', later), a, limited, later, { holdUntil: later + HOUR })
      expect(await due(at, later + HOUR - 1)).toEqual(['old'])
      const once = { ...AMPLE, spacingMs: HOUR, burstMs: 0 }
      expect(await due(at, later + 2 * HOUR, { budget: once })).toEqual(['old', 'same'])
    })

    it('stays while the configured URL does, with all that was learnt there', async () => {
      await using at = await bench(open)
      const { a, sources } = await moved(at)
      const rhythm = { publications: [NOON], hints: { ttl: 60 } }
      await at.record(await at.claim('a'), a, updated([], { validators: VALIDATORS }), NOON, { rhythm })
      const before = await at.store.sources()
      await at.store.syncSources(sources, NOON + HOUR)
      await at.reopen()
      await at.store.syncSources([], NOON + HOUR)
      await at.store.syncSources(sources, NOON + HOUR)

      expect(await at.store.sources()).toEqual(before)
      expect(before).toMatchObject([{ address: NEW.url, validators: VALIDATORS, rhythm }])
      expect(await at.claim('a')).toMatchObject({ domain: NEW.domain })
    })

    it('is the one that the configuration has when that changes', async () => {
      await using at = await bench(open)
      const { a } = await moved(at)
      const third = { ...a, url: 'https://third.example/feed', domain: 'third.example' }
      await at.store.syncSources([third], NOON + MINUTE)

      expect(await state(at, 'a')).toMatchObject({ url: third.url, address: third.url, nextCheckAt: NOON + MINUTE })
      expect(await at.claim('a')).toMatchObject({ domain: third.domain, state: { address: third.url } })
    })

    it('keeps what is known where the configuration follows the move', async () => {
      await using at = await bench(open)
      const { a } = await moved(at)
      await at.record(await at.claim('a'), a, updated([], { validators: VALIDATORS }), NOON)
      const before = await state(at, 'a')
      await at.store.syncSources([{ ...a, ...NEW }], NOON + HOUR)

      expect(await state(at, 'a')).toEqual({ ...before, url: NEW.url })
    })

    it('is the configured one again when a poll says so', async () => {
      await using at = await bench(open)
      const { a } = await moved(at)
      await at.record(await at.claim('a'), a, failed('no such host'), NOON, {
        address: { url: a.url, domain: a.domain },
      })

      expect(await state(at, 'a')).toMatchObject({ address: a.url, health: 'failing', message: 'no such host' })
      expect(await at.claim('a')).toMatchObject({ domain: a.domain })
    })

    it('has a next check of its own, where it is told one', async () => {
      await using at = await bench(open)
      const { a } = await moved(at)
      const back = { url: a.url, domain: a.domain, nextCheckAt: NOON + MINUTE }
      await at.record(await at.claim('a'), a, failed('gone', { health: 'gone' }), NOON, { address: back })

      expect(await state(at, 'a')).toMatchObject({ address: a.url, nextCheckAt: NOON + MINUTE })
    })

    it('does not hasten the next check where another source has it', async () => {
      await using at = await bench(open)
      const [a, b] = [source('a'), source('b', NEW)]
      await at.store.syncSources([a, b], NOON)
      const address = { ...NEW, nextCheckAt: NOON + MINUTE }
      await at.record(await at.claim('a'), a, failed('gone', { health: 'gone' }), NOON, { address })

      expect(await state(at, 'a')).toMatchObject({ address: a.url, nextCheckAt: NOON + INTERVAL })
    })

    it('leaves behind what was odd about the document', async () => {
      await using at = await bench(open)
      const { a } = await moved(at)
      await at.record(await at.claim('a'), a, updated([], { message: 'closed a tag' }))
      const back = { url: a.url, domain: a.domain }
      await at.record(await at.claim('a'), a, failed('no answer'), NOON, { address: back })

      expect(await state(at, 'a')).toMatchObject({ address: a.url, message: 'no answer' })
    })

    it.each([
      ['configured', NEW, undefined],
      ['new', {}, NEW],
      ['former', NEW, { url: 'https://third.example/', domain: 'third.example' }],
    ])('is never the %s one of another source: the message says whose it is', async (_, configured, address) => {
      await using at = await bench(open)
      const [a, b] = [source('a'), source('b', configured)]
      await at.store.syncSources([a, b], NOON)
      if (address !== undefined) await at.record(await at.claim('b'), b, unchanged(), NOON, { address })
      const move = { to: NEW.url, since: NOON }
      const known = updated([], { validators: VALIDATORS, message: 'repaired' })
      await at.record(await at.claim('a'), a, known, NOON, { address: NEW, move })
      const kept = { address: a.url, validators: VALIDATORS, bodyHash: 'a body', move }
      const sentence = `it has moved to ${NEW.url}, which “b” polls already`
      expect(await state(at, 'a')).toMatchObject({ ...kept, message: `repaired; ${sentence}` })

      await at.record(await at.claim('a'), a, unchanged({ validators: VALIDATORS }), NOON, { address: NEW, move })
      expect(await state(at, 'a')).toMatchObject({ ...kept, message: `repaired; ${sentence}` })
      await at.record(await at.claim('a'), a, unchanged({ validators: VALIDATORS }), NOON, {})
      expect(await state(at, 'a')).toMatchObject({ address: a.url, message: 'repaired' })
    })

    it('may be one that nobody polls any more', async () => {
      await using at = await bench(open)
      await at.store.syncSources([source('a'), source('b', NEW)], NOON)
      await at.store.syncSources([source('a')], NOON)
      await at.record(await at.claim('a'), source('a'), unchanged(), NOON, { address: NEW })
      await at.store.syncSources([source('a')], NOON)

      expect(await state(at, 'a')).toMatchObject({ address: NEW.url })
    })

    it.each(['a', 'z'])('goes back where the configuration gives it to another source (%s)', async (id) => {
      await using at = await bench(open)
      const m = source('m')
      await at.store.syncSources([m], NOON)
      await at.record(await at.claim('m'), m, unchanged(), NOON, { address: NEW })
      await at.record(await at.claim('m'), m, updated([], { validators: VALIDATORS }), NOON)
      const lease = await at.claim('m')
      await at.store.syncSources([m, source(id, NEW)], NOON)

      expect(await state(at, 'm')).toMatchObject({ address: m.url })
      expect((await state(at, 'm')).validators).toEqual({})
      expect(await state(at, 'm')).not.toHaveProperty('bodyHash')
      expect(await at.record(lease, m, unchanged({ validators: VALIDATORS }))).toEqual({ kind: 'leaseLost' })
      expect(await at.claim('m')).toMatchObject({ domain: m.domain })
      expect(await at.claim(id)).toMatchObject({ state: { address: NEW.url } })
    })

    it.each([
      ['has moved there meanwhile', { url: 'https://b.example/', domain: 'b.example' }, NEW],
      ['is there by its configuration', NEW, { url: 'https://third.example/', domain: 'third.example' }],
    ])('goes back when the source is polled again and another one %s', async (_, configured, address) => {
      await using at = await bench(open)
      const { a } = await moved(at)
      const b = source('b', configured)
      await at.store.syncSources([b], NOON)
      await at.record(await at.claim('b'), b, unchanged(), NOON, { address })
      await at.store.syncSources([a, b], NOON)

      expect(await state(at, 'a')).toMatchObject({ address: a.url })
    })

    it('is not moved by a lost lease', async () => {
      await using at = await bench(open)
      const a = source('a')
      await at.store.syncSources([a], NOON)
      const lost = await at.claim('a')
      await at.claim('a', NOON + MINUTE)
      await at.record(lost, a, unchanged(), NOON + MINUTE, { address: NEW })

      expect(await state(at, 'a')).toMatchObject({ address: a.url })
    })
  })

  describe('what a poll teaches', () => {
    it('comes back as it was: the rhythm, the move, and whose validators they are', async () => {
      await using at = await bench(open)
      const a = source('a')
      const rhythm = {
        publications: [NOON - DAY, NOON],
        hints: { ttl: 90, skipHours: [0, 23], skipDays: [6], updateEvery: HOUR },
      }
      const move = { to: NEW.url, since: NOON - DAY }
      await at.store.syncSources([a], NOON)
      const result = updated([], { validators: VALIDATORS })
      await at.record(await at.claim('a'), a, result, NOON, { rhythm, move })
      await at.reopen()

      expect(await state(at, 'a')).toMatchObject({ rhythm, move, validators: VALIDATORS })
      expect((await at.claim('a')).state).toMatchObject({ rhythm, move, validators: VALIDATORS })
    })

    it('is what the last poll says, also where that is nothing', async () => {
      await using at = await bench(open)
      const a = source('a')
      await at.store.syncSources([a], NOON)
      const given = { rhythm: { publications: [NOON], hints: { ttl: 1 } }, move: { to: NEW.url, since: NOON } }
      await at.record(await at.claim('a'), a, updated([], { validators: VALIDATORS }), NOON, given)
      await at.record(await at.claim('a'), a, unchanged({ validators: { lastModified: 'x' } }))

      expect(await state(at, 'a')).toMatchObject({ rhythm: NO_RHYTHM, validators: { lastModified: 'x' } })
      expect((await state(at, 'a')).validators).toEqual({ lastModified: 'x' })
      expect(await state(at, 'a')).not.toHaveProperty('move')
    })

    it('leaves the validators alone where the poll failed', async () => {
      await using at = await bench(open)
      const a = source('a')
      await at.store.syncSources([a], NOON)
      await at.record(await at.claim('a'), a, updated([], { validators: VALIDATORS }), NOON)
      await at.record(await at.claim('a'), a, failed('no answer'))

      expect(await state(at, 'a')).toMatchObject({ validators: VALIDATORS, bodyHash: 'a body', failures: 1 })
    })
  })
}

/** `a`, which has brought one article and moved to NEW, beside others. */
async function moved(at: Bench, others: readonly ReturnType<typeof source>[] = []) {
  const a = source('a')
  const sources = [a, ...others]
  await at.store.syncSources(sources, NOON)
  const found = updated(candidates(a, [{ title: 'One', guid: '1' }]), { validators: VALIDATORS })
  await at.record(await at.claim('a'), a, found, NOON, { address: NEW, move: { to: NEW.url, since: NOON - DAY } })
  return { a, sources }
}

async function state(at: Bench, id: string): Promise<SourceHealth> {
  const found = (await at.store.sources()).find((one) => one.id === id)
  if (found === undefined) throw new Error(`${id} is not there`)
  return found
}
