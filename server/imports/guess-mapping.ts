import type { ColumnMapping } from '../../shared/imports.ts'
import { normaliseName } from './fields/normalise.ts'
import type { Field } from './fields/field.ts'
import type { Kind } from './kinds/kind.ts'

/**
 * Which column is which field, by name alone. The first alias that a column bears wins; a column is given twice only
 * to a field that may share (a permit number can be the shop's code too).
 */
export function guessMapping(kind: Kind, columns: readonly string[]): ColumnMapping {
  const byName = new Map<string, string>()
  for (const column of columns) {
    const name = normaliseName(column)
    if (!byName.has(name)) byName.set(name, column)
  }
  const mapping: ColumnMapping = {}
  const taken = new Set<string>()
  // A canonical name is never a guess, so those columns are given out first.
  for (const { name } of kind.fields) {
    const column = byName.get(normaliseName(name))
    if (column !== undefined && !taken.has(column)) take(name, [column])
  }
  for (const field of kind.fields) {
    if (mapping[field.name]) continue
    const found = findColumns(field, byName, taken)
    if (found) take(field.name, found)
  }
  return mapping

  function take(field: string, found: string[]): void {
    mapping[field] = found
    for (const column of found) taken.add(column)
  }
}

function findColumns(
  field: Field,
  byName: ReadonlyMap<string, string>,
  taken: ReadonlySet<string>,
): string[] | undefined {
  const columnsOf = (names: readonly string[]) =>
    names.map((name) => byName.get(normaliseName(name))).filter((column) => column !== undefined)
  const free = columnsOf(field.aliases).find((column) => field.shares ?? !taken.has(column))
  if (free !== undefined) return [free]
  const { combined = [], combinedNeeds = 0 } = field
  if (combined.length > 0 && columnsOf(combined.slice(0, combinedNeeds)).length === combinedNeeds)
    return columnsOf(combined)
  return undefined
}
