import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import Papa from 'papaparse'
import { Problem } from '../../platform/problem.ts'
import { OVERFLOW_COLUMN } from '../fields/parse-row.ts'
import type { StagedRow } from '../queries-batch.ts'

/**
 * Rows of a CSV or TSV file, one after the other; empty lines are passed over. Lines are counted as a spreadsheet
 * counts rows: the header is 1.
 * @throws Problem import-unreadable
 */
export async function* readCsv(
  path: string,
  encoding: 'utf-8' | 'gb18030',
): AsyncIterable<StagedRow> {
  const text = decode(path, encoding)
  const first = await text.next()
  const start = first.done ? '' : first.value
  if (start.includes('\0')) throw new Problem('import-unreadable', 'not a text file')
  const parser = Papa.parse(Papa.NODE_STREAM_INPUT, { delimiter: sniffDelimiter(start) })
  const rest = async function* () {
    yield start
    yield* text
  }
  const source = Readable.from(rest())
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)

  let line = 0
  let header: string[] | undefined
  for await (const cells of parser as AsyncIterable<string[]>) {
    line += 1
    if (cells.every((cell) => cell.trim() === '')) continue
    if (header) yield { line, cells: toRow(header, cells) }
    else header = nameColumns(cells)
  }
}

async function* decode(path: string, encoding: string): AsyncGenerator<string, void> {
  // The decoder takes a byte order mark away.
  const decoder = new TextDecoder(encoding)
  for await (const bytes of createReadStream(path)) {
    yield decoder.decode(bytes as Buffer, { stream: true })
  }
  yield decoder.decode()
}

function sniffDelimiter(start: string): string {
  const { meta } = Papa.parse(start, { preview: 10 })
  return meta.delimiter
}

/** Columns without a name, or with one that was there already, are told apart by number. */
export function nameColumns(cells: readonly string[]): string[] {
  const names: string[] = []
  for (const [index, cell] of cells.entries()) {
    const name = cell.trim() || `column ${String(index + 1)}`
    names.push(names.includes(name) ? `${name} (${String(index + 1)})` : name)
  }
  return names
}

/** Cells beyond the header are kept aside, so that the row is refused with them in sight. */
export function toRow(header: readonly string[], cells: readonly string[]): Record<string, string> {
  const row: Record<string, string> = {}
  for (const [index, name] of header.entries()) row[name] = cells[index] ?? ''
  const overflow = cells.slice(header.length).filter((cell) => cell.trim() !== '')
  if (overflow.length > 0) row[OVERFLOW_COLUMN] = overflow.join(', ')
  return row
}
