import type { ColumnMapping, ImportBatch, ImportField } from '../../shared/imports.ts'

/** A field is at most this many columns, joined with a space. */
export const MAX_JOINED = 5
const SAMPLES = 3

/** The mapping with the column at `place` of a field set; an empty name takes the column out. */
export function chooseColumn(
  mapping: ColumnMapping,
  field: string,
  place: number,
  column: string,
): ColumnMapping {
  const chosen = [...(mapping[field] ?? [])]
  if (column === '') chosen.splice(place, 1)
  else chosen[place] = column
  const { [field]: _, ...others } = mapping
  return chosen.length > 0 ? { ...others, [field]: chosen } : others
}

/** Required fields that have no column yet. */
export function missingFields(
  fields: readonly ImportField[],
  mapping: ColumnMapping,
): ImportField[] {
  return fields.filter(({ name, required }) => required && !mapping[name]?.length)
}

/** Columns of the file that no field uses. */
export function unusedColumns(columns: readonly string[], mapping: ColumnMapping): string[] {
  const used = new Set(Object.values(mapping).flat())
  return columns.filter((column) => !used.has(column))
}

/** The first few different values that the chosen columns give together. */
export function sampleValues(sample: ImportBatch['sample'], columns: readonly string[]): string[] {
  const joined = sample.map((cells) =>
    columns
      .map((column) => cells[column]?.trim() ?? '')
      .filter(Boolean)
      .join(' '),
  )
  return [...new Set(joined)].filter(Boolean).slice(0, SAMPLES)
}

/** Whether the choice for a field is the one the server guessed. */
export function isGuessed(guess: ColumnMapping, mapping: ColumnMapping, field: string): boolean {
  const [was, is] = [guess[field], mapping[field]]
  return was !== undefined && is !== undefined && was.join('\n') === is.join('\n')
}
