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
import { toUnassigned, type PlannedPerson } from './plan-people.ts'
import { savePeopleProgress, type PersonProgress } from './progress-queries.ts'
import type { HorizonToPlan } from './read-horizon.ts'

interface SaveParts {
  readonly db: Db
  readonly timeZone: string
}

/** The drafts of a horizon, as its run last saved them. */
export interface HorizonDrafts {
  readonly id: number
  /** Whose run it is. */
  readonly node: string
  readonly days: readonly RunDraft[]
}

export interface NewDrafts {
  readonly teamId: number
  /** From which on it was asked for; nobody may work on that very day. */
  readonly from: string
  readonly createdBy: number | null
  readonly budgetMillis: number
  readonly node: string
}

/** A draft for each day: all of them, or none. Day by day, so that nobody waits long for the database meanwhile. */
export async function addHorizonDrafts(
  { db, timeZone }: SaveParts,
  { from: firstDay, ...owner }: NewDrafts,
  toPlan: HorizonToPlan,
  { all: people, progress }: Better,
): Promise<HorizonDrafts> {
  const { teamId, createdBy, node } = owner
  const { days: planned, by } = toPlan
  const lastDay = planned.at(-1) ?? firstDay
  const horizon = { ...owner, firstDay, lastDay, people: toPlan.people.length }
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
    await db.transaction().execute((trx) => saveProgress(trx, { id, node }, progress))
  } catch (error) {
    for (const { planId } of days) await deletePlan(db, planId)
    await closeHorizon(db, id)
    throw error
  }
  return { id, node, days }
}

export interface Better {
  /** Of each day, tours that are other than what is saved. */
  readonly changed: ReadonlyMap<string, readonly TimedTour[]>
  readonly all: readonly PlannedPerson[]
  readonly progress: HorizonProgress
}

export interface HorizonProgress {
  readonly point: RunPoint
  /** How many people's searches are over, and how far those have come that made a round. */
  readonly done: number
  readonly people: readonly PersonProgress[]
}

/**
 * Saves better days, in all drafts or in none: a visit that moves from one day to another is in one of them.
 * @returns undefined when a draft is not as the run left it, or the run another node's
 */
export function saveHorizon(
  { db, timeZone }: SaveParts,
  { id, node, days }: HorizonDrafts,
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
        const tours = changed.get(draft.day) ?? []
        if (tours.length > 0) await saveTours(trx, draft.planId, tours, clock)
        await saveUnassigned(trx, draft.planId, leftOutOn(toPlan, all, draft.day))
      }
      if (!(await saveProgress(trx, { id, node }, progress))) throw new DraftChanged()
      return { id, node, days: claimed }
    })
    .catch((error: unknown) => {
      if (error instanceof DraftChanged) return undefined
      throw error
    })
}

async function saveProgress(
  trx: Db,
  { id, node }: Pick<HorizonDrafts, 'id' | 'node'>,
  { people, ...progress }: HorizonProgress,
): Promise<boolean> {
  await savePeopleProgress(trx, id, people)
  return noteProgress(trx, id, node, progress)
}

/** Rolls the transaction back. */
class DraftChanged extends Error {}

const toursOn = (people: readonly PlannedPerson[], day: string): TimedTour[] =>
  people.flatMap(({ tours }) => tours.get(day) ?? [])

/** What nobody can visit is listed under the first day, or the one on which it is locked. */
function leftOutOn(
  { days, impossible }: HorizonToPlan,
  people: readonly PlannedPerson[],
  day: string,
): Unassigned[] {
  const own = people.flatMap(({ leftOut }) => leftOut.filter((visit) => visit.day === day))
  const never = impossible.filter(({ pin }) => day === (pin?.day ?? days[0]))
  return [
    ...own.map(({ entry }) => entry),
    ...never.map((visit) => toUnassigned(visit, visit.reason ?? 'NO_SKILL')),
  ]
}
