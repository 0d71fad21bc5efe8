/** All benches, one after another. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { BENCHES, type Bench } from './benches.ts'
import { readFlags } from './flags.ts'
import { say } from './progress.ts'

const flags = readFlags({
  usage: 'node bench/all.ts',
  about: `Runs all benches, one after another: ${BENCHES.map(({ name }) => name).join(', ')}. Small, it takes less than five minutes.`,
  numbers: {},
  texts: { only: '<names>: these alone, as in “poll,serve”' },
})
const only = flags.text('only')?.split(',')
let running: ReturnType<typeof spawn> | undefined
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    process.exitCode = 130
    running?.kill(signal)
  })
for (const bench of BENCHES) {
  if (process.exitCode === 130) break
  if (only?.includes(bench.name) ?? true) await run(bench)
}

async function run({ name, file, args, full = [] }: Bench): Promise<void> {
  say(`bench ${name}`)
  process.stdout.write(`\n${name}\n`)
  const shared = [
    '--size',
    flags.size,
    '--runs',
    String(flags.runs),
    ...(flags.json === undefined ? [] : ['--json', flags.json]),
  ]
  const path = fileURLToPath(new URL(file, import.meta.url))
  running = spawn(process.execPath, [path, ...args, ...(flags.size === 'full' ? full : []), ...shared], {
    stdio: 'inherit',
  })
  const [code] = await once(running, 'exit')
  if (code !== 0) process.exitCode ||= 1
}
