import { createRequire } from 'node:module'
import { type DestinationStream, type Logger, pino } from 'pino'
import type { Config } from './config/config.ts'

/** The service's log: JSON lines, or lines for a person where `pretty` is asked for or the output is a terminal. */
export function createLog(
  config: Pick<Config, 'logLevel' | 'logFormat'>,
  out: DestinationStream & { isTTY?: boolean },
): Logger {
  const forPeople = config.logFormat === 'pretty' || (config.logFormat === 'auto' && out.isTTY === true)
  const options = { level: config.logLevel, base: null }
  if (!forPeople) return pino({ ...options, timestamp: pino.stdTimeFunctions.isoTime }, out)
  // Loaded where there is somebody to read it.
  const pretty = createRequire(import.meta.url)('pino-pretty') as typeof import('pino-pretty')
  return pino(
    options,
    pretty({
      destination: out as never,
      sync: true,
      singleLine: true,
      // The message says it.
      ignore: 'source,status,ms,added,updated,merged',
      translateTime: 'SYS:HH:MM:ss',
    }),
  )
}
