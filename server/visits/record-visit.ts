import { dayOf } from '../../shared/time.ts'
import type { CheckIn, CheckOut, Skip, Visit } from '../../shared/visits.ts'
import type { Caller } from '../auth/index.ts'
import type { Db } from '../platform/database/index.ts'
import { Problem } from '../platform/problem.ts'
import { noteVisit, type VisitNote } from '../reports/index.ts'
import {
  addCheckIn,
  addObservations,
  addSkip,
  dayOfStop,
  endVisit,
  freeSkippedStop,
  mayVisit,
  publishedStop,
  shareTeamLock,
  visitOf,
  type PlannedStop,
} from './queries.ts'

export type Visitor = Caller & { personId: number }

export interface Recorded {
  readonly visit: Visit
  /** False when a repeated delivery found it stored already. */
  readonly changed: boolean
  /** That the visit was about, as it is now. */
  readonly report?: { readonly id: string; readonly revision: number } | undefined
}

export interface VisitParts {
  readonly db: Db
  readonly timeZone: string
}

/**
 * Somebody arrives at a shop, planned or not. It is never refused for being far away. A stop skipped
 * before becomes a visited one.
 * @throws Problem not-found, visit-exists
 */
export function checkIn(parts: VisitParts, visitor: Visitor, arrival: CheckIn): Promise<Recorded> {
  const { arrivedAt: at } = arrival
  return record(
    parts,
    visitor,
    { ...arrival, at, what: { kind: 'arrived' } },
    async (trx, stop) => {
      if (stop) await freeSkippedStop(trx, stop.id)
      return addCheckIn(trx, visitor.personId, stop, arrival)
    },
  )
}

/**
 * A visit that cannot take place, with its reason.
 * @throws Problem not-found, visit-exists
 */
export function skipVisit(parts: VisitParts, visitor: Visitor, skip: Skip): Promise<Recorded> {
  const what = { kind: 'skipped', reason: skip.reason } as const
  return record(parts, visitor, { ...skip, what }, (trx, stop) =>
    addSkip(trx, visitor.personId, stop, skip),
  )
}

type Told = Pick<CheckIn, 'id' | 'retailerId' | 'stopId'> & Pick<VisitNote, 'at' | 'what'>

/** Stores once what a phone may deliver several times, at the stop of the tour valid now. */
function record(
  { db, timeZone }: VisitParts,
  visitor: Visitor,
  { id, retailerId, stopId, at, what }: Told,
  add: (trx: Db, stop: PlannedStop | undefined) => Promise<boolean>,
): Promise<Recorded> {
  const { personId, teamId, scope } = visitor
  return db.transaction().execute(async (trx) => {
    const known = await visitOf(trx, id, personId)
    if (known) return { visit: known, changed: false }
    await shareTeamLock(trx, teamId)
    const day =
      stopId === undefined
        ? dayOf(at, timeZone)
        : await dayOfStop(trx, stopId, personId, retailerId)
    if (day === undefined) throw new Problem('not-found', 'no such stop on your tours')
    const stop = await publishedStop(trx, personId, retailerId, day)
    if (!stop && stopId === undefined && !(await mayVisit(trx, retailerId, personId, scope)))
      throw new Problem('not-found', 'no such shop')
    const changed = await add(trx, stop)
    const visit = await visitOf(trx, id, personId)
    if (!visit) throw new Problem('visit-exists')
    const report = changed ? await noteVisit(trx, { retailerId, personId, at, what }) : undefined
    return { visit, changed, report }
  })
}

/**
 * Ends a visit, once; the same end again changes nothing.
 * @throws Problem not-found, visit-ended, input-invalid
 */
export function checkOut(
  { db }: Pick<VisitParts, 'db'>,
  { personId }: Visitor,
  id: string,
  { leftAt, finding, observations = {} }: CheckOut,
): Promise<Recorded> {
  return db.transaction().execute(async (trx) => {
    const before = await visitOf(trx, id, personId)
    if (!before) throw new Problem('not-found', 'no such visit of yours')
    if (Date.parse(leftAt) < Date.parse(before.arrivedAt))
      throw new Problem('input-invalid', 'leftAt is before the arrival')
    const changed = await endVisit(trx, id, personId, leftAt)
    if (changed) await addObservations(trx, id, observations)
    const visit = (await visitOf(trx, id, personId)) ?? before
    const isRepeat = visit.leftAt !== null && Date.parse(visit.leftAt) === Date.parse(leftAt)
    if (!changed && !isRepeat) throw new Problem('visit-ended')
    const { retailerId } = visit
    const note = { retailerId, personId, at: leftAt, what: { kind: 'left', finding } } as const
    const report = changed ? await noteVisit(trx, note) : undefined
    if (changed && finding !== undefined && !report)
      throw new Problem('input-invalid', 'finding is of a place that a report is about')
    return { visit, changed, report }
  })
}
