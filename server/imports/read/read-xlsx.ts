import { readSheet } from 'read-excel-file/node'
import type { StagedRow } from '../queries-batch.ts'
import { nameColumns, toRow } from './read-csv.ts'

/** Rows of a workbook's first sheet; the first row with anything in it is the header. */
export async function readXlsx(path: string): Promise<StagedRow[]> {
  const rows: StagedRow[] = []
  let header: string[] | undefined
  for (const [index, values] of (await readSheet(path)).entries()) {
    const cells = (values as unknown[]).map(cellText)
    if (cells.every((cell) => cell.trim() === '')) continue
    if (header) rows.push({ line: index + 1, cells: toRow(header, cells) })
    else header = nameColumns(cells)
  }
  return rows
}

/** A date cell has no time zone: it is written as the wall time that the sheet shows. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (!(value instanceof Date)) return JSON.stringify(value)
  const [day = '', time = ''] = value.toISOString().slice(0, 19).split('T')
  return time === '00:00:00' ? day : `${day} ${time}`
}
