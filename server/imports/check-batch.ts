import type { ColumnMapping, ImportBatch, ImportChoice } from '../../shared/imports.ts'
import { rowProblems, type RowProblemCode } from '../../shared/imports.ts'
import type { Db } from '../platform/database/index.ts'
import { Problem } from '../platform/problem.ts'
import type { ParseContext } from './fields/field.ts'
import { parseRow } from './fields/parse-row.ts'
import { kinds } from './kinds/all-kinds.ts'
import type { Kind } from './kinds/kind.ts'
import { setChoice, setCounts } from './queries-batch.ts'
import {
  countOutcomes,
  judgeFurther,
  judgeRows,
  judgeSurplus,
  readExtent,
  readStagedRows,
  refuseRepeated,
  refuseUnknown,
  refuseUnmet,
  repairPolygons,
  sliceBatch,
  storeJudged,
  type Slice,
} from './queries-check.ts'
import { remarkOnAreas, remarkOnSharedPoints } from './queries-points.ts'
import { readShape } from './queries-shape.ts'
import { requireBatch } from './stage-rows.ts'

/** Long enough to be fast, short enough that others get their turn on the embedded database. */
export const SLICE_ROWS = 2000

/**
 * The dry run: says of every row what applying it would do, and changes nothing but the staged rows. The choice
 * replaces columns and datum; without one, those of the last time stand.
 * @throws Problem import-applied, import-mapping-unknown, import-mapping-incomplete
 */
export async function checkBatch(
  db: Db,
  timeZone: string,
  id: number,
  choice: ImportChoice,
): Promise<ImportBatch> {
  const batch = await requireBatch(db, id)
  if (batch.status === 'applied' || batch.status === 'undone') throw new Problem('import-applied')
  const kind = kinds[batch.kind]
  const { mapping = batch.mapping, datum = batch.datum } = choice
  requireMapping(kind, mapping, batch.columns)
  await setChoice(db, id, mapping, datum)
  const slices = await sliceBatch(db, id, SLICE_ROWS)
  const context = { timeZone, datum, extent: await readExtent(db) }
  for (const slice of slices) await parseSlice(db, kind, slice, mapping, context)
  await judge(db, kind, id, slices)
  await setCounts(db, id, await countOutcomes(db, id), 'checked')
  return requireBatch(db, id)
}

function requireMapping(kind: Kind, mapping: ColumnMapping, columns: readonly string[]): void {
  const fields = new Set(kind.fields.map(({ name }) => name))
  for (const [field, names] of Object.entries(mapping)) {
    const unknown = fields.has(field) ? names.find((name) => !columns.includes(name)) : field
    if (unknown !== undefined) throw new Problem('import-mapping-unknown', unknown)
  }
  const missing = kind.fields.filter(({ name, required }) => required && !mapping[name]?.length)
  if (missing.length > 0)
    throw new Problem('import-mapping-incomplete', missing.map(({ name }) => name).join(', '))
}

async function parseSlice(
  db: Db,
  kind: Kind,
  slice: Slice,
  mapping: ColumnMapping,
  context: ParseContext,
): Promise<void> {
  const judged = (await readStagedRows(db, slice)).map(({ line, cells }) => {
    const { record, problems } = parseRow(kind, mapping, cells, context)
    const refused = problems.some(({ code }) => rowProblems[code as RowProblemCode] === 'refused')
    return { line, record, problems, refused }
  })
  await storeJudged(db, slice.batchId, judged)
}

/** In this order: a row refused by one question is not asked the next. */
async function judge(db: Db, kind: Kind, id: number, slices: readonly Slice[]): Promise<void> {
  const each = async (ask: (slice: Slice) => Promise<unknown>) => {
    for (const slice of slices) await ask(slice)
  }
  await refuseRepeated(db, id, 'duplicate-in-file', { field: 'code', value: kind.identity })
  for (const claim of kind.claims ?? []) await refuseRepeated(db, id, 'value-taken', claim)
  for (const reference of kind.references)
    await each((slice) => refuseUnknown(db, slice, reference))
  if (kind.name === 'areas') await each((slice) => repairPolygons(db, slice))
  const [main, ...others] = kind.targets
  if (!main) return
  const shape = await readShape(db, main.table)
  await each((slice) => judgeRows(db, slice, main, shape))
  for (const need of kind.needs) await each((slice) => refuseUnmet(db, slice, need))
  for (const target of [...(kind.before ?? []), ...others]) {
    const further = await readShape(db, target.table)
    await each((slice) => judgeFurther(db, slice, target, further))
    await each((slice) => judgeSurplus(db, slice, target))
  }
  if (kind.name === 'retailers' || kind.name === 'reports') await remarkOnAreas(db, id)
  if (kind.name === 'retailers') await remarkOnSharedPoints(db, id)
}
