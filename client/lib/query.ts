/** `?a=1` with parameters changed; undefined removes one. Empty when none is left. */
export function changeQuery(
  search: string,
  changes: Readonly<Record<string, string | undefined>>,
): string {
  const query = new URLSearchParams(search)
  for (const [name, value] of Object.entries(changes))
    if (value === undefined) query.delete(name)
    else query.set(name, value)
  return toSearch(query)
}

/** Only the named parameters of a query. */
export function keepInQuery(search: string, names: readonly string[]): string {
  const query = new URLSearchParams(search)
  for (const name of [...query.keys()]) if (!names.includes(name)) query.delete(name)
  return toSearch(query)
}

/** Commas and colons stay readable: `sel=stop:88,91`. */
function toSearch(query: URLSearchParams): string {
  const text = query.toString().replaceAll('%3A', ':').replaceAll('%2C', ',')
  return text === '' ? '' : `?${text}`
}
