/** Where a setting is in the file. */
export type Path = readonly PropertyKey[]

/** What stands at a path; `undefined` where nothing does. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  )
}

/** `sources[3].url` */
export function show(path: Path): string {
  const shownPath = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return shownPath.replace(/^\./, '') || 'the file'
}

/** A value as an error message quotes it. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `“${value.length > 80 ? `${value.slice(0, 80)}…` : value}”`
  if (Array.isArray(value)) return `a list of ${value.length}`
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}
