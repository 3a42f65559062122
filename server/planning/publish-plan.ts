import { compareTours } from '../../shared/compare-tours.ts'
import { audit } from '../platform/audit.ts'
import type { Db } from '../platform/database/index.ts'
import { Problem } from '../platform/problem.ts'
import { requireDraft } from './edit-plan.ts'
import { planById, type PlanHead } from './queries.ts'
import { carryReceipts } from './receipt-queries.ts'
import {
  carryVisits,
  countVisited,
  lockTeam,
  markPublished,
  peopleOnTour,
  retirePublished,
} from './write-queries.ts'

export interface Publication {
  readonly plan: PlanHead
  /** Everybody with a tour in this version or in the one it replaces. */
  readonly personIds: readonly number[]
}

/**
 * Makes a draft the plan of its day in place of the version published before. Visits made under that
 * version go with their person and shop; a draft that has no stop for one of them is refused.
 * @throws Problem plan-changed, plan-published, plan-empty, stop-visited
 */
export function publishPlan(
  db: Db,
  { id, teamId }: PlanHead,
  revision: number,
  by: { personId: number | null; ip: string },
): Promise<Publication> {
  return db.transaction().execute(async (trx) => {
    await lockTeam(trx, teamId)
    const plan = await requireDraft(trx, id, revision)
    const whole = await planById(trx, id)
    if (!whole || whole.tours.every(({ stops }) => stops.length === 0))
      throw new Problem('plan-empty')
    const replacedId = await retirePublished(trx, plan)
    const replaced = replacedId === undefined ? undefined : await planById(trx, replacedId)
    await markPublished(trx, id, by.personId)
    if (replaced && replacedId !== undefined) {
      const same = compareTours(replaced.tours, whole.tours).filter(
        ({ stops }) => stops.length === 0,
      )
      await carryReceipts(
        trx,
        replacedId,
        id,
        same.map(({ personId }) => personId),
      )
      await carryVisits(trx, replacedId, id)
      const lost = await countVisited(trx, replacedId)
      if (lost > 0)
        throw new Problem('stop-visited', `${String(lost)} visited stops are missing; plan anew`)
    }
    await audit(trx, {
      personId: by.personId,
      action: 'plan:publish',
      subject: String(id),
      facts: { teamId, day: plan.day, replacedId: replacedId ?? null },
      ip: by.ip,
    })
    const planIds = replacedId === undefined ? [id] : [id, replacedId]
    return { plan, personIds: await peopleOnTour(trx, planIds) }
  })
}
