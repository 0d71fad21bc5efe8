import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser']

/** Starts the Chromium of this machine, which nobody downloads: that of `CHROMIUM`, or the first on the PATH. */
export function openChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(process.env) })
}

/** Where Chromium is. Throws what to do where there is none: tests that are passed over look as if they had passed. */
export function findChromium({ CHROMIUM, PATH = '' }: Readonly<Record<string, string | undefined>>): string {
  if (CHROMIUM !== undefined && CHROMIUM !== '') {
    if (isExecutable(CHROMIUM)) return CHROMIUM
    throw new Error(`CHROMIUM names ${CHROMIUM}, which cannot be run. Name the Chromium of this machine, or unset it.`)
  }
  const places = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
  const found = places.find(isExecutable)
  if (found !== undefined) return found
  throw new Error(
    'There is no Chromium on the PATH. Install it (Debian and Ubuntu: apt-get install chromium), or name one in CHROMIUM.',
  )
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
