import type { Plan } from '../../../shared/planning.ts'
import { audit } from '../../platform/audit.ts'
import type { Db } from '../../platform/database/index.ts'
import type { DayClock } from '../day-clock.ts'
import type { Unassigned } from '../queries.ts'
import type { TimedTour } from '../time-tour.ts'
import { addPlan, copyTours, lockTeam, saveTours, saveUnassigned } from '../write-queries.ts'

/** Who does something about a day. */
export interface Doer {
  readonly personId: number | null
  readonly ip: string
}

/** What becomes of a published day: the tours that change, and everything that is in none. */
export interface ChangedDay {
  readonly plan: Plan
  readonly tours: readonly TimedTour[]
  readonly unassigned: readonly Unassigned[]
  readonly clock: DayClock
  readonly by: Doer
  readonly action: string
  readonly facts: object
}

/** The published day with some tours changed, as its next version. In a transaction. @returns the id of the draft */
export async function addRestDraft(
  trx: Db,
  { plan, tours, unassigned, clock, by, action, facts }: ChangedDay,
): Promise<number> {
  await lockTeam(trx, plan.teamId)
  const id = await addPlan(trx, { ...plan, createdBy: by.personId })
  await copyTours(trx, plan.id, id)
  await saveTours(trx, id, tours, clock)
  await saveUnassigned(trx, id, unassigned)
  await audit(trx, {
    personId: by.personId,
    action,
    subject: String(id),
    facts: { publishedId: plan.id, ...facts },
    ip: by.ip,
  })
  return id
}
