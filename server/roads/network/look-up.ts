/** Value of a tag in a table. Tags may say anything, `constructor` too: only what the table itself holds is found. */
export function lookUp<Value>(
  table: Readonly<Record<string, Value>>,
  key: string | undefined,
): Value | undefined {
  return key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined
}
