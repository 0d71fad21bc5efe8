/** The shortest part of a text that the engine keeps as a view of the whole. */
const VIEW = 13

/** A copy of a text that does not keep the longer one in memory of which it is a part. */
export function ownText(text: string): string {
  return text.length < VIEW ? text : JSON.parse(JSON.stringify(text))
}
