/** `{ [name]: value }`, or nothing where there is no value: an optional field is absent, never `undefined`. */
export function optional<Name extends string, Value>(name: Name, value: Value | undefined): { [name in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { [name in Name]?: Value }
}
