import type { PlanEdit } from '../../shared/plan-edits.ts'
import { editMany } from './bulk/edit-many.ts'
import { insertStop, moveStop, removeStop, type EditOutcome, type EditParts } from './edit-plan.ts'
import { lockStops } from './locks/lock-stops.ts'

/** Makes a change of whatever kind in a draft that its author saw at a revision. */
export function applyEdit(
  parts: EditParts,
  planId: number,
  revision: number,
  edit: PlanEdit,
): Promise<EditOutcome> {
  switch (edit.kind) {
    case 'move': {
      const { stopId, kind: _, ...place } = edit
      return moveStop(parts, planId, stopId, { revision, ...place })
    }
    case 'insert': {
      const { kind: _, ...place } = edit
      return insertStop(parts, planId, { revision, ...place })
    }
    case 'remove': {
      const { stopId, kind: _, ...shop } = edit
      return removeStop(parts, planId, stopId, { revision, ...shop })
    }
    case 'lock': {
      const { stopIds, locks, kind: _, ...change } = edit
      return lockStops(parts, planId, {
        revision,
        stopIds: [...stopIds],
        locks: [...locks],
        ...change,
      })
    }
    case 'bulk': {
      const { kind: _, ...wish } = edit
      return editMany(parts, planId, { revision, ...wish })
    }
  }
}
