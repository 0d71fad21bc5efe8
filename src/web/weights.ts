/**
 * What a header such as Accept-Encoding or A-IM weighs (RFC 9110, 12.4.2): each word of its list in lower case, from 0
 * (refused) to 1. A weight that cannot be read counts as none, which is 1; of a word that is there twice the last counts.
 */
export function weightsOf(header: string): ReadonlyMap<string, number> {
  return new Map(
    header
      .toLowerCase()
      .split(',')
      .map((each) => {
        const [word = '', ...parameters] = each.split(';').map((part) => part.trim())
        const [, weight = '1'] = /^q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.exec(parameters.at(-1) ?? '') ?? []
        return [word, Number(weight)] as const
      })
      .filter(([word]) => word !== ''),
  )
}
