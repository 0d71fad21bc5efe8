const MAX_LENGTH = 2_000

/** An absolute http or https URL without credentials, or `undefined` where there is none to be had. */
export function webUrl(written: string | undefined, base: string): string | undefined {
  const bare = written?.trim()
  if (bare === undefined || bare === '' || bare.length > MAX_LENGTH || !URL.canParse(bare, base)) return undefined
  const url = new URL(bare, base)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined
  url.username = ''
  url.password = ''
  return url.href
}
