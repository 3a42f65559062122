import type { Datum } from '../../shared/geo.ts'
import type { ColumnMapping, ImportBatch, ImportKind } from '../../shared/imports.ts'
import type { Parts } from '../platform/http.ts'
import { applyBatch } from './apply-batch.ts'
import { checkBatch } from './check-batch.ts'
import { findRows, removeBatch, type StagedRow } from './queries-batch.ts'
import { stageRows } from './stage-rows.ts'
import { toCells } from './to-cells.ts'

type Row = object

export interface RowsToImport {
  readonly kind: ImportKind
  readonly fileName: string
  /** Values by canonical field name (or any name the mapping says); lists and objects are taken as JSON. */
  readonly rows: AsyncIterable<Row> | Iterable<Row>
  readonly datum: Datum
  readonly mapping?: ColumnMapping
  readonly personId: number | null
  /** Import the rest when some rows are refused. */
  readonly allowRefused?: boolean
}

/**
 * Stages, checks and applies rows of this process by the very path that files take.
 * @throws Error naming the first refused row, unless `allowRefused`; nothing is imported then
 */
export async function importRows(parts: Parts, request: RowsToImport): Promise<ImportBatch> {
  const { kind, fileName, datum, mapping, personId } = request
  const batch = { kind, fileName, datum, personId, encoding: 'utf-8' } as const
  const { id } = await stageRows(parts.db, batch, numberRows(request.rows))
  const checked = await checkBatch(parts.db, parts.config.timeZone, id, mapping ? { mapping } : {})
  if (checked.counts && checked.counts.refused > 0 && !request.allowRefused) {
    const { rows } = await findRows(parts.db, id, { outcome: 'refused', limit: 1 })
    await removeBatch(parts.db, id)
    throw new Error(
      `${fileName}: ${String(checked.counts.refused)} rows refused, the first: ${JSON.stringify(rows[0])}`,
    )
  }
  return applyBatch(parts, id, personId)
}

async function* numberRows(rows: RowsToImport['rows']): AsyncIterable<StagedRow> {
  let line = 0
  for await (const row of rows) yield { line: (line += 1), cells: toCells(row) }
}
