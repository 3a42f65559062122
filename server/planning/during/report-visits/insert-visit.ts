import type { Scope } from '../../../../shared/auth.ts'
import type { Plan } from '../../../../shared/planning.ts'
import type { Report } from '../../../../shared/reports.ts'
import type { ReportVisitChoice } from '../../../../shared/report-visits.ts'
import type { Db } from '../../../platform/database/index.ts'
import { Problem } from '../../../platform/problem.ts'
import { requireVisitable, sendVisitor } from '../../../reports/index.ts'
import type { DayClock } from '../../day-clock.ts'
import { planById } from '../../queries.ts'
import { publishDraft, type Publication } from '../../publish-plan.ts'
import { addStep, addTouch } from '../../steps/step-queries.ts'
import { stateOf } from '../../steps/tour-state.ts'
import type { TimedTour } from '../../time-tour.ts'
import { claimDraft, lockTeam, saveTours } from '../../write-queries.ts'
import { SAME_PRICE_SECONDS } from '../accept-relief.ts'
import { addRestDraft, type Doer } from '../add-rest-draft.ts'
import { asPublished } from '../pose-rest.ts'
import { toUnassigned } from '../../wanted-edit.ts'
import { visitsPlanned, type VisitParts } from './offer-visits.ts'
import { NEW_PLACE, priceVisit } from './price-visit.ts'

export interface Choice extends ReportVisitChoice {
  readonly reportId: string
  readonly scope: Scope
  readonly now: Date
  readonly by: Doer
}

export interface InsertedVisit {
  readonly report: Report
  readonly planId: number
  /** Undefined: it is in a draft, of which nobody was told yet. */
  readonly published: Publication | undefined
}

/**
 * Sends somebody to look at a report on their tour: into the plan in force as its next version, or into a draft as one step
 * of it. The stop is locked to the person and the day, and the report is theirs from then on: all of it or nothing.
 * @throws Problem report-visit-stale when the tour, or its price, is another by now, or somebody is on the way already;
 * not-found, report-move-forbidden, report-without-position, road-engine-unavailable
 */
export async function insertVisit(parts: VisitParts, choice: Choice): Promise<InsertedVisit> {
  const { db } = parts
  const { reportId, scope, planId, personId, now } = choice
  const { at } = await requireVisitable(db, reportId, scope)
  const plan = await planById(db, planId)
  if (!plan || plan.revision !== choice.revision || plan.run !== null) throw stale()
  if (plan.status === 'replaced') throw stale()
  const present = { now, sightings: await parts.sightings(plan.teamId) }
  const { posed, rest, visits } = await priceVisit(parts, plan, {
    at,
    personIds: [personId],
    present,
  })
  const [visit] = visits
  if (visit?.position !== choice.position) throw stale()
  if (Math.abs(visit.seconds - choice.seconds) > SAME_PRICE_SECONDS) throw stale()
  const [drawn] = await posed.draw([visit.after.tour])
  if (!drawn) throw new Error('a tour that was drawn is not returned')
  const tour = asPublished(drawn, plan, rest)
  return db.transaction().execute(async (trx) => {
    await lockTeam(trx, plan.teamId)
    const report = await requireVisitable(trx, reportId, scope, 'lock')
    // Under the lock of the report: two who send somebody at once do not both.
    const planned = await visitsPlanned({ ...parts, db: trx }, reportId, {
      teamIds: undefined,
      now,
    })
    if (planned.length > 0) throw stale()
    const { by } = choice
    const day = plan.day
    const sent = await sendVisitor(trx, { report, visitorId: personId, day, at: now, by })
    const saved = { plan, tour: withPlace(tour, sent.placeId), clock: rest.clock, by }
    const published = await saveVisit(trx, parts.timeZone, saved)
    return { report: sent.report, planId: published?.plan.id ?? planId, published }
  })
}

const stale = () => new Problem('report-visit-stale')

/** The tour with the place under its own id, held to the person and the day. */
function withPlace(tour: TimedTour, placeId: number): TimedTour {
  const { personId } = tour
  const lock = { locks: ['person', 'day'] as const, personId, at: null, rank: null }
  return {
    ...tour,
    stops: tour.stops.map((stop) =>
      stop.retailerId === NEW_PLACE
        ? { ...stop, retailerId: placeId, lock: { ...lock, locks: [...lock.locks] } }
        : stop,
    ),
  }
}

interface Saved {
  readonly plan: Plan
  readonly tour: TimedTour
  readonly clock: DayClock
  readonly by: Doer
}

async function saveVisit(
  trx: Db,
  timeZone: string,
  { plan, tour, clock, by }: Saved,
): Promise<Publication | undefined> {
  const { personId } = tour
  if (plan.status === 'published') {
    const unassigned = plan.unassigned.map(toUnassigned)
    const changed = { plan, tours: [tour], unassigned, clock, by, facts: { personId } }
    const id = await addRestDraft(trx, { ...changed, action: 'plan:insert-visit' })
    return publishDraft(trx, { id, revision: 1, instead: plan.id, by })
  }
  const claimed = await claimDraft(trx, plan.id, plan.revision)
  if (claimed?.revision !== plan.revision + 1) throw stale()
  await addStep(trx, plan.id, stateOf(plan, timeZone), { kind: 'insert', by: by.personId })
  await addTouch(trx, plan.id, claimed.revision, [personId])
  await saveTours(trx, plan.id, [tour], clock)
  return undefined
}
