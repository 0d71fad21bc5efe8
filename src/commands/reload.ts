import type { Logger } from 'pino'
import { describeChanges, isSame } from '../config/changes.ts'
import type { Config } from '../config/config.ts'
import { isReplacedBehindMount } from '../config/watch-config.ts'
import { TributaryError } from '../errors.ts'
import type { Tributary } from '../tributary.ts'

const OLD_MOUNT =
  'The configuration file was replaced, but the mount into this container shows the old one: restart it, or mount the folder of the file instead'

/** `asked`: somebody waits for an answer, even where nothing is to be done. */
export type Occasion = 'asked' | 'changed'

export interface ReloaderParts {
  /** What the service runs by at first. */
  readonly config: Config
  /** Reads the configuration; throws what is wrong with it. */
  readonly load: () => Config
  readonly service: Pick<Tributary, 'reload'>
  readonly log: Logger
  /** From then on nothing is reloaded any more. */
  readonly ended: AbortSignal
}

/**
 * What to call when the configuration may have changed: a right one is taken up, a wrong one leaves the one that runs
 * alone, and the log says which. One look at a time, however often it is called; it never throws.
 */
export function createReloader({ config, load, service, log, ended }: ReloaderParts): (occasion: Occasion) => void {
  let running = config
  let wasWrong = false
  let last = Promise.resolve()

  async function look(occasion: Occasion): Promise<void> {
    const next = load()
    if (!isSame(running, next)) {
      await service.reload(next)
      log.info(`Configuration reloaded: ${describeChanges(running, next)}`)
      running = next
    } else if (isReplacedBehindMount(running.file)) log.warn(OLD_MOUNT)
    else log[occasion === 'asked' || wasWrong ? 'info' : 'debug']('The configuration is unchanged: nothing to reload')
    wasWrong = false
  }

  return (occasion) => {
    last = last
      .then(() => (ended.aborted ? undefined : look(occasion)))
      .catch((problem: unknown) => {
        wasWrong = true
        const kept = 'The configuration was not reloaded, the one before stays'
        if (problem instanceof TributaryError) log.error(`${kept}: ${problem.message}`)
        else log.error({ err: problem }, kept)
      })
  }
}
