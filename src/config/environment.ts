import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { optional } from '../model/optional.ts'
import type { Config, LogFormat, LogLevel } from './config.ts'

export type Environment = Readonly<Record<string, string | undefined>>
type FromEnvironment = Pick<
  Config,
  'file' | 'dataDir' | 'host' | 'port' | 'baseUrl' | 'trustProxy' | 'logLevel' | 'logFormat'
>

const LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']
const FORMATS: readonly LogFormat[] = ['pretty', 'json', 'auto']

/** Reads the variables that override; a problem goes to `problems` and the default stands in for the value. */
export function readEnvironment(env: Environment, cwd: string, problems: string[]): FromEnvironment {
  const value = (name: string) => (env[name] === undefined || env[name] === '' ? undefined : env[name])
  const oneOf = <Choice extends string>(name: string, choices: readonly Choice[], fallback: Choice): Choice => {
    const written = value(name)
    const choice = choices.find((candidate) => candidate === written?.toLowerCase())
    if (written !== undefined && choice === undefined)
      problems.push(`${name}: expected one of ${choices.join(', ')}, got “${written}”`)
    return choice ?? fallback
  }
  return {
    file: resolve(cwd, value('TRIBUTARY_CONFIG') ?? 'feeds.config.json'),
    dataDir: resolve(cwd, value('TRIBUTARY_DATA') ?? 'data'),
    ...optional('host', value('HOST')),
    port: readPort(value('PORT'), problems),
    ...optional('baseUrl', readBaseUrl(value('BASE_URL'), problems)),
    ...optional('trustProxy', readTrustProxy(value('TRUST_PROXY'), problems)),
    logLevel: oneOf('LOG_LEVEL', LEVELS, 'info'),
    logFormat: oneOf('LOG_FORMAT', FORMATS, 'auto'),
  }
}

function readPort(written: string | undefined, problems: string[]): number {
  if (written === undefined) return 8080
  if (/^\d{1,5}$/.test(written) && Number(written) <= 65_535) return Number(written)
  problems.push(`PORT: expected a number from 0 to 65535, got “${written}”`)
  return 8080
}

function readBaseUrl(written: string | undefined, problems: string[]): string | undefined {
  if (written === undefined) return undefined
  if (/^https?:\/\/[^/?#@]+\/?$/i.test(written) && URL.canParse(written)) return new URL(written).origin
  problems.push(
    `BASE_URL: expected an http or https URL without a path, such as “https://news.example.org”, got “${written}”`,
  )
  return undefined
}

const NETWORKS = ['loopback', 'linklocal', 'uniquelocal']

function readTrustProxy(written: string | undefined, problems: string[]): number | readonly string[] | undefined {
  if (written === undefined) return undefined
  if (/^\d$/.test(written)) return Number(written)
  const proxies = written.split(',').map((proxy) => proxy.trim())
  if (proxies.every((proxy) => NETWORKS.includes(proxy) || isNetwork(proxy))) return proxies
  problems.push(
    `TRUST_PROXY: expected how many proxies there are (1 to 9), or their addresses and networks, such as “loopback, 10.0.0.0/8”, got “${written}”`,
  )
  return undefined
}

/** An address, or a network as `address/bits`. */
function isNetwork(written: string): boolean {
  const [, address = '', bits = '0'] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(written) ?? []
  const version = isIP(address)
  return version !== 0 && Number(bits) <= (version === 4 ? 32 : 128)
}
