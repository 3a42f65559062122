import type { PlanRequest } from '../../shared/planning.ts'
import type { Db } from '../platform/database/index.ts'
import { readDraft, requireDraft } from './edit-plan.ts'
import { planDay, type PlannedDay, type PlanningParts } from './plan-day.ts'
import { locksOfDay } from './locks/locks-of-day.ts'
import { requireTeamExists, type PlanHead } from './queries.ts'
import { keepSearch } from './searches/search-queries.ts'
import { addStep, addTouch } from './steps/step-queries.ts'
import { stateOf } from './steps/tour-state.ts'
import {
  addPlan,
  copyTours,
  lockTeam,
  replaceTours,
  savePlanTravel,
  saveUnassigned,
} from './write-queries.ts'

/**
 * Makes the next version of a team's day: due visits, optimised, with the locks of the version before.
 * @returns the id of the draft
 * @throws Problem nobody-works, nothing-due, not-found, road-engine-unavailable
 */
export async function makePlan(
  parts: PlanningParts,
  { teamId, day, fromId }: PlanRequest,
  createdBy: number | null,
): Promise<number> {
  await requireTeamExists(parts.db, teamId)
  const decided = await locksOfDay(parts, { teamId, day }, fromId)
  const planned = await planDay(parts, teamId, day, decided)
  return parts.db
    .transaction()
    .execute((trx) => addPlanned(trx, { teamId, day, createdBy }, planned))
}

/** The next version of a team's day, a draft with the given tours. In a transaction. */
export async function addPlanned(
  trx: Db,
  of: PlanRequest & { createdBy: number | null },
  { tours, unassigned, clock, by, foundBy }: PlannedDay,
): Promise<number> {
  await lockTeam(trx, of.teamId)
  const id = await addPlan(trx, { ...of, ...by })
  await replaceTours(trx, id, tours, clock)
  await saveUnassigned(trx, id, unassigned)
  if (foundBy) await keepSearch(trx, id, foundBy)
  return id
}

/** Plans a draft anew; moves by hand are lost, as whoever asks for it wants, and locks are kept. */
export async function replanDraft(
  parts: PlanningParts & { readonly by: number | null },
  { id, teamId, day }: PlanHead,
  revision: number,
): Promise<void> {
  const before = await readDraft(parts.db, id, revision)
  const decided = await locksOfDay(parts, { teamId, day }, id)
  const planned = await planDay(parts, teamId, day, decided)
  await parts.db.transaction().execute(async (trx) => {
    const claimed = await requireDraft(trx, id, revision)
    await addStep(trx, id, stateOf(before, parts.timeZone), { kind: 'optimise', by: parts.by })
    await addTouch(trx, id, claimed.revision, [])
    await savePlanTravel(trx, id, planned.by)
    await replaceTours(trx, id, planned.tours, planned.clock)
    await saveUnassigned(trx, id, planned.unassigned)
    if (planned.foundBy) await keepSearch(trx, id, planned.foundBy)
  })
}

/** The next version of a day as a copy of any version of it, to be changed by hand. */
export function copyPlan(
  { db }: Pick<PlanningParts, 'db'>,
  { id: sourceId, teamId, day, profile, travelSource }: PlanHead,
  createdBy: number | null,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await lockTeam(trx, teamId)
    const id = await addPlan(trx, { teamId, day, createdBy, profile, travelSource })
    await copyTours(trx, sourceId, id)
    return id
  })
}
