/** What others send is not for a terminal to obey: control and format characters out, in one line of bounded length. */
export function printable(text: string, limit = 300): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, limit)
}
