/** A text without what stands between two signs, and without these; what the last one begins may have no end. */
export function without(begin: string, end: string, text: string): string {
  const [first, ...others] = text.split(begin)
  return first + others.map((part) => part.slice(part.indexOf(end) + end.length)).join('')
}
