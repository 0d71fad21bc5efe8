import { describe, expect, it } from 'vitest'
import { gatherer } from '../../src/store/sqlite/gather.ts'

/** Works that write down what they did, in transactions that take back what a work wrote before it threw. */
function gathering(isLast: () => boolean, most = 64, isLocked = () => false) {
  let written: string[] = []
  let transactions = 0
  const transact = (work: () => void) => {
    const before = [...written]
    transactions += 1
    if (isLocked()) throw new Error('locked')
    try {
      work()
    } catch (problem) {
      written = before
      throw problem
    }
  }
  const gather = gatherer<string>(transact, { isLast, most, waitMs: 3_600_000, longestMs: Number.POSITIVE_INFINITY })
  const add = (name: string, fails = false) =>
    gather.add(() => {
      written.push(name)
      if (fails) throw new Error(name)
      return name
    })
  return { add, finish: gather.finish, written: () => written.join(''), transactions: () => transactions }
}

describe('works that are gathered', () => {
  it('are done in one transaction once nobody else is to come', async () => {
    let others = true
    const { add, written, transactions } = gathering(() => !others)
    const first = add('a')
    expect(written()).toBe('')
    others = false
    expect(await Promise.all([first, add('b')])).toEqual(['a', 'b'])
    expect([written(), transactions()]).toEqual(['ab', 1])
  })

  it('are done when there are many, and at the end', async () => {
    const { add, finish, written } = gathering(() => false, 3)
    const works = ['a', 'b', 'c', 'd'].map((name) => add(name))
    expect(written()).toBe('abc')
    finish()
    expect(await Promise.all(works)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('are done by turns where what they leave to the end of a transaction takes long', async () => {
    const transactions: string[][] = []
    let under: string[] = []
    const transact = (work: () => void) => {
      under = []
      work()
      transactions.push(under)
    }
    const owedMs = () => under.length * 4e8
    const { add, finish } = gatherer<void>(transact, { isLast: () => false, longestMs: 1e9, waitMs: 3_600_000, owedMs })
    const works = ['a', 'b', 'c'].map((name) => add(() => void under.push(name)))
    finish()
    await Promise.all(works)
    expect(transactions).toEqual([['a', 'b'], ['c']])
  })

  it('are one transaction a turn', async () => {
    const done: string[] = []
    const { add } = gatherer<void>((work) => work(), { isLast: () => false, most: 2, longestMs: 0, waitMs: 3_600_000 })
    const works = ['a', 'b', 'c', 'd'].map((name) => add(() => void done.push(name)))
    expect(done).toEqual(['a'])
    await Promise.all(works)
    expect(done).toEqual(['a', 'b', 'c', 'd'])
  })

  it('give way to what has to be done before them', async () => {
    const done: string[] = []
    let isDue = true
    const before = () => {
      if (!isDue) return false
      isDue = false
      done.push('before')
      return true
    }
    const { add } = gatherer<void>((work) => work(), { isLast: () => true, before })
    const work = add(() => void done.push('a'))
    expect(done).toEqual(['before'])
    await work
    expect(done).toEqual(['before', 'a'])
  })

  it('do not fall with one that throws', async () => {
    const { add, finish, written } = gathering(() => false)
    const works = [add('a'), add('b', true), add('c')]
    finish()
    expect(await Promise.allSettled(works)).toMatchObject([
      { status: 'fulfilled', value: 'a' },
      { status: 'rejected', reason: { message: 'b' } },
      { status: 'fulfilled', value: 'c' },
    ])
    expect(written()).toBe('ac')
  })

  it('all fall at once where no transaction can begin', async () => {
    const { add, finish, transactions } = gathering(
      () => false,
      64,
      () => true,
    )
    const works = [add('a'), add('b')]
    finish()
    expect((await Promise.allSettled(works)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(transactions()).toBe(1)
  })
})
