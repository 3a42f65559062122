import type { StagedRow } from '../queries-batch.ts'
import { readCsv } from './read-csv.ts'
import { readInWorker } from './read-in-worker.ts'
import { sniffEncoding, sniffFormat } from './sniff-file.ts'

export interface FileRows {
  readonly encoding: 'utf-8' | 'gb18030'
  readonly rows: AsyncIterable<StagedRow>
}

/** The rows of a CSV, TSV, XLSX or GeoJSON file. @throws Problem import-unreadable, also while reading */
export async function readFileRows(path: string): Promise<FileRows> {
  const format = await sniffFormat(path)
  if (format !== 'csv') return { encoding: 'utf-8', rows: readInWorker(path, format) }
  const encoding = await sniffEncoding(path)
  return { encoding, rows: readCsv(path, encoding) }
}
