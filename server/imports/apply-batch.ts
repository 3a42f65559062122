import { deskRoles } from '../../shared/auth.ts'
import type { ImportBatch, ImportKind } from '../../shared/imports.ts'
import { dayOf } from '../../shared/time.ts'
import { audit } from '../platform/audit.ts'
import type { Db } from '../platform/database/index.ts'
import type { Parts } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import { SLICE_ROWS } from './check-batch.ts'
import { kinds } from './kinds/all-kinds.ts'
import { insertRows, markApplied, removeSurplus, updateRows } from './queries-apply.ts'
import { lockBatch } from './queries-batch.ts'
import { placeInAreas } from './queries-points.ts'
import { sliceBatch, type Slice } from './queries-check.ts'
import { readShape } from './queries-shape.ts'
import { refuseConflict } from './refuse-conflict.ts'
import { requireBatch } from './stage-rows.ts'

/**
 * Does what the check said, all of it or nothing.
 * @throws Problem not-found, import-applied, import-not-checked, import-conflict
 */
export async function applyBatch(
  { db, config, clock, announce }: Parts,
  id: number,
  personId: number | null,
): Promise<ImportBatch> {
  const { kind } = await requireBatch(db, id)
  const today = dayOf(clock.now(), config.timeZone)
  const write = async (trx: Db) => {
    requireChecked(await lockBatch(trx, id))
    // Same rows write nothing, and a statement that writes nothing would still renew what caches go by.
    const slices = await sliceBatch(trx, id, SLICE_ROWS, `outcome in ('added', 'changed')`)
    if (slices.length > 0) {
      await writeTargets(trx, kind, slices, today)
      await placeAfter(trx, kind, id)
    }
    await markApplied(trx, id)
    await audit(trx, { personId, action: 'import', subject: `import/${String(id)}` })
    return slices.length > 0
  }
  const written = await refuseConflict('import-conflict', () => db.transaction().execute(write))
  if (written) announceChange(announce, kind)
  return requireBatch(db, id)
}

function requireChecked(status: string | undefined): void {
  if (status === undefined) throw new Problem('not-found', 'no such import')
  if (status === 'staged') throw new Problem('import-not-checked')
  if (status !== 'checked') throw new Problem('import-applied')
}

async function writeTargets(
  db: Db,
  name: ImportKind,
  slices: readonly Slice[],
  today: string,
): Promise<void> {
  const { before = [], targets } = kinds[name]
  for (const target of [...before, ...targets]) {
    const shape = await readShape(db, target.table)
    for (const slice of slices) {
      const write = { slice, target, shape, today }
      await removeSurplus(db, write)
      await updateRows(db, write)
      await insertRows(db, write)
    }
  }
}

/** Which area a shop or report lies in follows from both, whichever changed. */
export async function placeAfter(db: Db, kind: ImportKind, id: number): Promise<void> {
  if (kind === 'retailers') await placeInAreas(db, 'retailer', id)
  if (kind === 'reports') await placeInAreas(db, 'report', id)
  if (kind !== 'areas') return
  await placeInAreas(db, 'retailer')
  await placeInAreas(db, 'report')
}

export function announceChange(announce: Parts['announce'], kind: ImportKind): void {
  if (kind === 'retailers' || kind === 'areas')
    announce('retailers:changed', [], { roles: deskRoles })
}
