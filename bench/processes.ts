import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

const started = new Set<ChildProcess>()

/** A script in a process of its own, which speaks by messages and ends with us; `file` is a URL. */
export function start(file: URL, args: readonly string[] = [], execArgv: readonly string[] = []): ChildProcess {
  const child = fork(file, [...args], { execArgv: [...execArgv] })
  keep(child)
  return child
}

/** Ends with us. */
export function keep(child: ChildProcess): void {
  started.add(child)
  child.once('exit', () => started.delete(child))
}

export function killAll(): void {
  for (const child of started) child.kill('SIGKILL')
}

/** Lets a process end by itself, and waits until it has. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = once(child, 'exit')
  child.disconnect()
  await gone
}

export async function ask<Answer>(child: ChildProcess, message: object | string): Promise<Answer> {
  const answer = said<Answer>(child)
  child.send(message)
  return answer
}

/** What a process says next; throws where it ends instead. */
export async function said<Answer>(child: ChildProcess): Promise<Answer> {
  const over = new AbortController()
  try {
    const [message] = await Promise.race([
      once(child, 'message', { signal: over.signal }),
      once(child, 'exit', { signal: over.signal }).then(([code]) => {
        throw new Error(`a process ended with code ${code}`)
      }),
    ])
    return message as Answer
  } finally {
    over.abort()
  }
}
