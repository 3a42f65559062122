import type { ImportBatch } from '../../shared/imports.ts'
import { audit } from '../platform/audit.ts'
import type { Db } from '../platform/database/index.ts'
import type { Parts } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import { announceChange, placeAfter } from './apply-batch.ts'
import { kinds } from './kinds/all-kinds.ts'
import { lockBatch } from './queries-batch.ts'
import { readShape } from './queries-shape.ts'
import {
  countChangedSince,
  countUsedSince,
  forgetAreas,
  markUndone,
  putBackRemoved,
  removeAdded,
  restoreChanged,
} from './queries-undo.ts'
import { refuseConflict } from './refuse-conflict.ts'
import { requireBatch } from './stage-rows.ts'

/**
 * Takes a whole file back: what it added goes, what it changed is as before, all or nothing.
 * @throws Problem not-found, import-not-applied, import-undo-conflict
 */
export async function undoBatch(
  { db, announce }: Parts,
  id: number,
  personId: number | null,
): Promise<ImportBatch> {
  const { kind } = await requireBatch(db, id)
  const { before = [], targets } = kinds[kind]
  const tables = [...new Set([...before, ...targets].map(({ table }) => table))]
  const write = async (trx: Db) => {
    if ((await lockBatch(trx, id)) !== 'applied') throw new Problem('import-not-applied')
    const shapes = await Promise.all(tables.map((table) => readShape(trx, table)))
    for (const shape of shapes) {
      const changed = await countChangedSince(trx, id, shape)
      const used = await countUsedSince(trx, id, shape)
      if (changed + used > 0)
        throw new Problem(
          'import-undo-conflict',
          `${shape.table}: ${String(changed)} changed since, ${String(used)} used since`,
        )
    }
    if (kind === 'areas') {
      await forgetAreas(trx, id, 'retailer')
      await forgetAreas(trx, id, 'report')
    }
    for (const shape of shapes.toReversed()) {
      await removeAdded(trx, id, shape)
      await restoreChanged(trx, id, shape)
      await putBackRemoved(trx, id, shape)
    }
    await placeAfter(trx, kind, id)
    await markUndone(trx, id)
    await audit(trx, { personId, action: 'import-undo', subject: `import/${String(id)}` })
  }
  await refuseConflict('import-undo-conflict', () => db.transaction().execute(write))
  announceChange(announce, kind)
  return requireBatch(db, id)
}
