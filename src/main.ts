import { createProgram } from './commands/program.ts'
import type { Terminal } from './commands/terminal.ts'
import { TributaryError } from './errors.ts'

/** Within this time a second signal is the first one again: npm passes on what the terminal has sent to both. */
const SAME_MS = 1_000
/** The first Ctrl-C or SIGTERM asks for an orderly end, a later one does not wait for it. */
const interrupted = new AbortController()
let interruptedAt = 0
const interrupt = () => {
  if (interrupted.signal.aborted && performance.now() - interruptedAt > SAME_MS) process.exit(130)
  if (!interrupted.signal.aborted) interruptedAt = performance.now()
  interrupted.abort()
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt)
process.stdout.on('error', (problem: NodeJS.ErrnoException) => {
  // Whoever reads our output may stop reading (`| head`).
  if (problem.code === 'EPIPE') process.exit(0)
  // The terminal is gone. SIGHUP says so too, and the end that it asks for takes its course unseen.
  if (problem.code !== 'EIO' || !process.stdout.isTTY) throw problem
})

const terminal: Terminal = {
  env: process.env,
  cwd: process.cwd(),
  out: process.stdout,
  err: process.stderr,
  interrupted: interrupted.signal,
  onHangup: (listener) => void process.on('SIGHUP', process.stdout.isTTY ? interrupt : listener),
  exitWith: (code) => {
    process.exitCode = code
  },
}

try {
  const program = await createProgram(terminal, process.argv)
  await program.parseAsync(process.argv)
} catch (problem) {
  // What the file system refuses (`EROFS: read-only file system, open …`) says all that there is to say.
  if (!(problem instanceof TributaryError) && !(problem instanceof Error && 'syscall' in problem)) throw problem
  process.stderr.write(`${problem.message}\n`)
  process.exitCode = problem instanceof TributaryError && problem.code === 'invalid' ? 2 : 1
}
