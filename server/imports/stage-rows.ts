import type { ImportBatch } from '../../shared/imports.ts'
import type { Db } from '../platform/database/index.ts'
import { Problem } from '../platform/problem.ts'
import { guessMapping } from './guess-mapping.ts'
import { kinds } from './kinds/all-kinds.ts'
import {
  addBatch,
  addStagedRows,
  analyseStagedRows,
  batchById,
  removeBatch,
  setColumns,
  type NewBatch,
  type StagedRow,
} from './queries-batch.ts'

/** Rows in memory at once, while a file of any length flows through. */
const CHUNK_ROWS = 1000

/**
 * Stores the rows of a file as they are and guesses which column is which field.
 * @throws Problem import-empty, or whatever reading throws; nothing is left behind then
 */
export async function stageRows(
  db: Db,
  batch: NewBatch,
  rows: AsyncIterable<StagedRow> | Iterable<StagedRow>,
): Promise<ImportBatch> {
  const id = await addBatch(db, batch)
  try {
    const columns = new Set<string>()
    let chunk: StagedRow[] = []
    const flush = async () => {
      if (chunk.length > 0) await addStagedRows(db, id, chunk)
      chunk = []
    }
    for await (const row of rows) {
      for (const name in row.cells) if (name !== '') columns.add(name)
      chunk.push(row)
      if (chunk.length === CHUNK_ROWS) await flush()
    }
    await flush()
    if (columns.size === 0) throw new Problem('import-empty')
    const names = [...columns]
    await setColumns(db, id, names, guessMapping(kinds[batch.kind], names))
    await analyseStagedRows(db)
    return await requireBatch(db, id)
  } catch (error) {
    await removeBatch(db, id)
    throw error
  }
}

/** @throws Problem not-found */
export async function requireBatch(db: Db, id: number): Promise<ImportBatch> {
  const batch = await batchById(db, id)
  if (!batch) throw new Problem('not-found', 'no such import')
  return batch
}
