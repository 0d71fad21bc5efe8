import { SingleBar } from 'cli-progress'
import type { Terminal } from './terminal.ts'

/** Between two lines, where there is no terminal. */
const SAY_MS = 5_000

export interface Progress {
  to(done: number): void
  stop(): void
}

/** Shows how far long work is, of about `total`: a bar on a terminal, a line now and then otherwise. */
export function progressOf({ err }: Terminal, what: string, total: number): Progress {
  if (err.isTTY) {
    const bar = new SingleBar({ stream: err, format: `${what} {bar} {value}/{total}`, hideCursor: true })
    bar.start(total, 0)
    return { to: (done) => bar.update(done), stop: () => bar.stop() }
  }
  let saidAt = performance.now()
  return {
    to(done) {
      if (performance.now() - saidAt < SAY_MS) return
      saidAt = performance.now()
      err.write(`${what}: ${done} of about ${total}\n`)
    },
    stop: () => {},
  }
}
