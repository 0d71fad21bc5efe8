import { setImmediate } from 'node:timers/promises'
import { TributaryError } from '../errors.ts'
import type { Rules } from '../model/rules.ts'
import type { Answer } from './answer.ts'
import type { Fetched } from './fetched.ts'

// Ctrl-C, a closed terminal and a service manager ask all processes of the program; it is for the parent to end this one.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
process.on('disconnect', () => process.exit())
process.once('message', (rules) => void begin(rules as Rules))

async function begin(rules: Rules): Promise<void> {
  // Later than the listeners above, which have to be there while this takes its time.
  const { digest } = await import('./digest.ts')
  let last = Promise.resolve()
  process.on('message', (fetched: Fetched) => {
    last = last.then(async () => {
      say(await answer(() => digest(fetched, rules)))
      // The answer has to go out before the next document is read.
      await setImmediate()
    })
  })
  // Loading is no document's fault: the clock of the first one starts now.
  say('ready')
}

async function answer(read: () => ReturnType<typeof import('./digest.ts').digest>): Promise<Answer> {
  try {
    return { kind: 'read', digest: await read() }
  } catch (problem) {
    if (problem instanceof TributaryError) return { kind: 'unreadable', message: problem.message }
    return { kind: 'broken', why: problem instanceof Error ? (problem.stack ?? problem.message) : String(problem) }
  }
}

function say(said: Answer | 'ready'): void {
  process.send?.(said)
}
