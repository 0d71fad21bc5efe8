/** `reference` against `base` where that makes a URL, else as it is written (RFC 3986, 5). */
export function resolveUrl(reference: string, base: string | undefined): string {
  if (base === undefined || reference.length > 4_000 || !URL.canParse(reference, base)) return reference
  return new URL(reference, base).href
}

/** What is an http or https URL; `undefined` for anything else. */
export function httpUrl(written: string | undefined): string | undefined {
  return written !== undefined && /^https?:\/\/\S/i.test(written) ? written : undefined
}

/** What is a URL of the web, or a path on the site; `undefined` for anything else. */
export function webAddress(written: string | undefined): string | undefined {
  return written !== undefined && /^(?:https?:\/)?\/\S/i.test(written) ? written : undefined
}
