/** A key stands in addresses and in passwords: what each client sends as it is. */
export const KEY = /^[\x21-\x7e]{1,200}$/

export const KEY_WORDS = '1 to 200 printable characters of ASCII without spaces'
