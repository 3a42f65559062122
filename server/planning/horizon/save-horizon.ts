import type { RunPoint } from '../../../shared/planning.ts'
import type { Db } from '../../platform/database/index.ts'
import { dayClock } from '../day-clock.ts'
import { addPlanned } from '../make-plan.ts'
import type { RunDraft } from '../plan-run.ts'
import type { Unassigned } from '../queries.ts'
import { claimForRun } from '../run-queries.ts'
import type { TimedTour } from '../time-tour.ts'
import { deletePlan, saveTours, saveUnassigned } from '../write-queries.ts'
import { addHorizon, closeHorizon, joinHorizon, noteProgress } from './horizon-queries.ts'
import type { PlannedPerson } from './plan-people.ts'
import type { HorizonToPlan } from './read-horizon.ts'

interface SaveParts {
  readonly db: Db
  readonly timeZone: string
}

/** The drafts of a horizon, as its run last saved them. */
export interface HorizonDrafts {
  readonly id: number
  readonly days: readonly RunDraft[]
}

export interface HorizonOwner {
  readonly teamId: number
  readonly createdBy: number | null
  readonly budgetMillis: number
}

/** A draft for each day: all of them, or none. Day by day, so that nobody waits long for the database meanwhile. */
export async function addHorizonDrafts(
  { db, timeZone }: SaveParts,
  { teamId, createdBy, budgetMillis }: HorizonOwner,
  toPlan: HorizonToPlan,
  people: readonly PlannedPerson[],
  point: RunPoint,
): Promise<HorizonDrafts> {
  const { days: planned, by } = toPlan
  const [firstDay = '', lastDay = firstDay] = [planned[0], planned.at(-1)]
  const size = toPlan.people.length
  const horizon = { teamId, firstDay, lastDay, createdBy, budgetMillis, people: size }
  const id = await db.transaction().execute((trx) => addHorizon(trx, horizon))
  const days: RunDraft[] = []
  try {
    for (const day of planned) {
      const plan = {
        tours: toursOn(people, day),
        unassigned: leftOutOn(toPlan, people, day),
        clock: dayClock(day, timeZone),
        by,
      }
      const planId = await db.transaction().execute(async (trx) => {
        const added = await addPlanned(trx, { teamId, day, createdBy }, plan)
        await joinHorizon(trx, added, id)
        return added
      })
      days.push({ planId, teamId, day, revision: 1 })
    }
    await noteProgress(db, id, point, 0)
  } catch (error) {
    for (const { planId } of days) await deletePlan(db, planId)
    await closeHorizon(db, id)
    throw error
  }
  return { id, days }
}

export interface Better {
  /** People whose days are better than what is saved. */
  readonly changed: readonly PlannedPerson[]
  readonly all: readonly PlannedPerson[]
  readonly progress: { readonly point: RunPoint; readonly done: number }
}

/**
 * Saves better days, in all drafts or in none: a visit that moves from one day to another is in one of them.
 * @returns undefined when a draft is not as the run left it
 */
export function saveHorizon(
  { db, timeZone }: SaveParts,
  { id, days }: HorizonDrafts,
  toPlan: HorizonToPlan,
  { changed, all, progress }: Better,
): Promise<HorizonDrafts | undefined> {
  return db
    .transaction()
    .execute(async (trx) => {
      const claimed: RunDraft[] = []
      for (const draft of days) {
        const revision = await claimForRun(trx, draft.planId, draft.revision)
        if (revision === undefined) throw new DraftChanged()
        claimed.push({ ...draft, revision })
        const clock = dayClock(draft.day, timeZone)
        await saveTours(trx, draft.planId, toursOn(changed, draft.day), clock)
        await saveUnassigned(trx, draft.planId, leftOutOn(toPlan, all, draft.day))
      }
      await noteProgress(trx, id, progress.point, progress.done)
      return { id, days: claimed }
    })
    .catch((error: unknown) => {
      if (error instanceof DraftChanged) return undefined
      throw error
    })
}

/** Rolls the transaction back. */
class DraftChanged extends Error {}

const toursOn = (people: readonly PlannedPerson[], day: string): TimedTour[] =>
  people.flatMap(({ tours }) => tours.get(day) ?? [])

/** What nobody can visit is listed under the first day. */
function leftOutOn(
  { days, impossible }: HorizonToPlan,
  people: readonly PlannedPerson[],
  day: string,
): Unassigned[] {
  const own = people.flatMap(({ leftOut }) => leftOut.filter((visit) => visit.day === day))
  const never = day === days[0] ? impossible : []
  return [
    ...own.map(({ entry }) => entry),
    ...never.map(({ retailerId, reason = 'NO_SKILL', overdueDays }) => ({
      ...{ retailerId, reason, overdueDays },
    })),
  ]
}
