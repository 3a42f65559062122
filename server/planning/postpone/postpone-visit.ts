import type { Postponement } from '../../../shared/plan-why.ts'
import { Problem } from '../../platform/problem.ts'
import { editPlan, type EditParts } from '../edit-plan.ts'

/**
 * Keeps a visit that is in no tour out of a draft, as it is to be made on a later day: until then it is not due. Taking the
 * step back has it due again.
 * @throws Problem not-found, plan-published, plan-changed, input-invalid
 */
export function postponeVisit(
  parts: EditParts,
  planId: number,
  { revision, retailerId, day }: Postponement,
) {
  return editPlan(parts, planId, revision, 'repair', (plan) => {
    if (day <= plan.day) throw new Problem('input-invalid', 'a visit is moved to a later day')
    const left = plan.unassigned.find((entry) => entry.retailerId === retailerId)
    if (!left) throw new Problem('plan-changed', 'the visit is not among those left out')
    const { overdueDays } = left
    const moved = { retailerId, overdueDays, reason: 'REMOVED' as const, movedTo: day }
    const others = plan.unassigned.filter((entry) => entry !== left)
    return { tours: [], unassigned: [...others, moved] }
  })
}
