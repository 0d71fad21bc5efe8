import { type DestinationStream, type Logger, pino } from 'pino'
import pretty from 'pino-pretty'
import type { Config } from './config/config.ts'

/** The service's log: JSON lines, or lines for a person where `pretty` is asked for or the output is a terminal. */
export function createLog(
  config: Pick<Config, 'logLevel' | 'logFormat'>,
  out: DestinationStream & { isTTY?: boolean },
): Logger {
  const forPeople = config.logFormat === 'pretty' || (config.logFormat === 'auto' && out.isTTY === true)
  const options = { level: config.logLevel, base: null }
  return forPeople
    ? pino(
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
    : pino({ ...options, timestamp: pino.stdTimeFunctions.isoTime }, out)
}
