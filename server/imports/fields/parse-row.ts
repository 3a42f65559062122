import type { ColumnMapping } from '../../../shared/imports.ts'
import type { Kind } from '../kinds/kind.ts'
import { recordKey, type Field, type ParseContext, type ParsedRow } from './field.ts'
import { trimCell } from './normalise.ts'

/** Cells of a row that had more cells than the header has columns are kept under this name. */
export const OVERFLOW_COLUMN = ''

/**
 * What a staged row says. Pure: problems are gathered, nothing is thrown; a field without a column leaves no key, so
 * that it changes nothing in the database.
 */
export function parseRow(
  kind: Kind,
  mapping: ColumnMapping,
  cells: Readonly<Record<string, string>>,
  context: ParseContext,
): ParsedRow {
  const row: ParsedRow = { record: {}, problems: [] }
  if (OVERFLOW_COLUMN in cells)
    row.problems.push({ code: 'row-malformed', value: cells[OVERFLOW_COLUMN] ?? '' })
  for (const field of kind.fields) {
    const columns = mapping[field.name]
    if (columns) parseField(row, field, joinCells(columns, cells), context)
  }
  kind.finish?.(row, context)
  return row
}

function joinCells(columns: readonly string[], cells: Readonly<Record<string, string>>): string {
  return columns
    .map((column) => trimCell(cells[column] ?? ''))
    .filter((text) => text !== '')
    .join(' ')
}

function parseField(row: ParsedRow, field: Field, text: string, context: ParseContext): void {
  const key = recordKey(field.name)
  if (text === '') {
    if (field.required) row.problems.push({ code: 'value-missing', field: field.name })
    else if (!field.keepWhenEmpty) row.record[key] = null
    return
  }
  const parsed = field.parse(text, context)
  const problem = 'refusal' in parsed ? parsed.refusal : parsed.remark
  if (problem) row.problems.push({ code: problem, field: field.name, value: text.slice(0, 200) })
  if ('refusal' in parsed) return
  row.record[key] = parsed.value
  if (field.keepText !== undefined) row.record[field.keepText] = text === parsed.value ? null : text
}
