import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readEnvironment } from '../../src/config/environment.ts'
import { ask } from '../support/ask.ts'
import { printed, start } from '../support/command.ts'
import { tempFolder } from '../support/temp-folder.ts'

const LIES = {
  Host: 'evil.example',
  'X-Forwarded-Host': 'evil.example',
  'X-Forwarded-Proto': 'https',
  'X-Forwarded-Port': '666',
  'X-Forwarded-Prefix': '/evil',
  'X-Forwarded-For': '203.0.113.7',
  Forwarded: 'for=203.0.113.7;host=evil.example;proto=https',
}
const PATHS = ['/feeds/all', '/feed.xml', '/feeds/all.json', '/feeds/all/daily.atom', '/api/feeds', '/', '/feeds/nope']

/** The real command, asked under a lying name: the answers, and what it logs of the last request. */
async function served(env: Readonly<Record<string, string>>): Promise<{ answers: string; logged: string }> {
  using folder = tempFolder()
  writeFileSync(join(folder.path, 'feeds.config.json'), JSON.stringify({ sources: [] }))
  const child = start(folder.path, ['serve'], {
    ...{ PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'debug', LOG_FORMAT: 'json' },
    ...env,
  })
  const listening = /http:\/\/127\.0\.0\.1:\d+/
  try {
    const url = listening.exec(await printed(child, /"[^"]*http:\/\/127\.0\.0\.1:\d+[^"]*"/))?.[0]
    const logged = printed(child, /GET \/sources: 200/)
    let answers = ''
    for (const path of [...PATHS, '/sources?key=secret']) {
      const { headers, body } = await ask(`${url}${path}`, LIES)
      answers += JSON.stringify(headers) + String(body)
    }
    return { answers, logged: await logged }
  } finally {
    child.kill()
    await once(child, 'close')
  }
}

describe('behind a proxy', () => {
  it.each([
    ['nobody is believed', {}, '127.0.0.1'],
    ['one that is trusted is believed who asks', { TRUST_PROXY: 'loopback' }, '203.0.113.7'],
    ['one of one is, too', { TRUST_PROXY: '1' }, '203.0.113.7'],
    ['another one is not', { TRUST_PROXY: '10.0.0.0/8, fd00::/8' }, '127.0.0.1'],
  ])('%s, and no link follows from a request', async (_, env, client) => {
    const { answers, logged } = await served({ ...env, BASE_URL: 'https://news.example' })
    expect(answers).toContain('https://news.example/feeds/all.rss')
    expect(answers).not.toMatch(/evil|666/)
    expect(logged).toContain(`"client":"${client}"`)
    expect(logged).not.toContain('secret')
  })

  it('links begin with where it listens, where there is no BASE_URL', async () => {
    const { answers } = await served({ TRUST_PROXY: '1' })
    expect(answers).toMatch(/http:\/\/127\.0\.0\.1:\d+\/feeds\/all\.rss/)
    expect(answers).not.toMatch(/evil|666/)
  })

  it.each(['yes', '10.0.0.0/33', 'loopback,', '10', '1.2.3'])('TRUST_PROXY=%s is a mistake that is told', (written) => {
    const problems: string[] = []
    expect(readEnvironment({ TRUST_PROXY: written }, '/', problems).trustProxy).toBeUndefined()
    expect(problems).toEqual([expect.stringContaining(`TRUST_PROXY: expected how many`)])
  })
})
