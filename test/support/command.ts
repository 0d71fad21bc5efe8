import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

const ENTRY = resolve(import.meta.dirname, '../../src/entry.js')

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Starts the real command in a folder. */
export function start(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  return spawn(process.execPath, [ENTRY, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Runs the real command to its end. */
export async function run(
  folder: string,
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
): Promise<Ended> {
  const child = start(folder, args, env)
  const out = text(child.stdout)
  const err = text(child.stderr)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out: await out, err: await err }
}

/** What a started service has printed once a line matches; what it prints later is read and dropped. */
export function printed(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let all = ''
    child.stdout?.on('data', (chunk) => {
      all += String(chunk)
      if (pattern.test(all)) resolve(all)
    })
    child.on('close', () => reject(new Error(`The command ended without printing ${pattern}: ${all}`)))
  })
}

async function text(stream: AsyncIterable<unknown> | null): Promise<string> {
  let all = ''
  for await (const chunk of stream ?? []) all += String(chunk)
  return all
}
