import type { Logger } from 'pino'
import type { Instant } from '../model/source.ts'
import type { Ruling, Store } from '../store/store.ts'
import { rejudge } from './rejudge.ts'
import type { Ruled } from './rejudge-item.ts'

/** Between two lines in the log. */
const SAY_MS = 10_000

export interface Rejudger {
  /** Begins where rules have changed and nothing is under way; settles when that is done. It never rejects. */
  look(): Promise<void>
  /** Breaks off; what has been done stays done. */
  stop(): Promise<void>
}

/** Applies rules beside everything else, once, and says in the log how far it is. */
export function createRejudger(rules: Ruled, store: Store, log: Logger, now: () => Instant): Rejudger {
  const ended = new AbortController()
  let underWay: Promise<void> | undefined
  // Another process may apply others after us: two that undo each other's work would never end.
  let isDone = false
  let saidAt = performance.now()
  const onProgress = (ruling: Ruling) => {
    if (ruling.before === undefined || performance.now() - saidAt < SAY_MS) return
    saidAt = performance.now()
    log.info(progressOf(ruling), 'Changed topics and filters are being applied')
  }
  async function apply(): Promise<void> {
    try {
      const ruling = await rejudge(store, rules, { now, signal: ended.signal, onProgress })
      isDone = ruling?.before === undefined
      if (ruling !== undefined && isDone && ruling.looked > 0)
        log.info(progressOf(ruling), 'Changed topics and filters are applied to all articles')
    } catch (err) {
      log.error({ err }, 'Changed topics and filters could not be applied: the next look goes on from there')
    }
  }
  return {
    look() {
      if (isDone || ended.signal.aborted) return Promise.resolve()
      underWay ??= apply().finally(() => {
        underWay = undefined
      })
      return underWay
    },
    async stop() {
      ended.abort()
      await underWay
    },
  }
}

function progressOf({ looked, changed }: Ruling) {
  return { looked, changed }
}
