/** In one line, at most `limit` characters, without what moves a terminal's cursor or turns text round. */
export function printable(text: string, limit: number): string {
  const line = text
    .replace(/\p{Cf}+/gu, '')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
  return line.length <= limit ? line : `${line.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`
}
