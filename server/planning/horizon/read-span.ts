import type { MovedStop, Span, SpanCell, SpanQuery } from '../../../shared/horizon.ts'
import type { VisitPolicy } from '../../../shared/planning.ts'
import { addDays, isoWeekday, startOfDay } from '../../../shared/time.ts'
import type { Db } from '../../platform/database/index.ts'
import { secondsOfTime } from '../day-clock.ts'
import { candidatesOn } from '../due-queries.ts'
import { fallsDue, policyFor, type Candidate } from '../find-due.ts'
import { visitPolicies } from '../policy-queries.ts'
import { runningHorizon } from './horizon-queries.ts'
import {
  absencesBetween,
  daysBetweenOf,
  stopsOffLine,
  tourSums,
  type OffLine,
  type TourSum,
} from './span-queries.ts'
import { peopleWorkingBetween, type PersonDay } from './working-queries.ts'

interface SpanParts {
  readonly db: Db
  readonly timeZone: string
}

/** The days of a team, people against days, as the plans are that a desk shows first. */
export async function readSpan({ db, timeZone }: SpanParts, query: SpanQuery): Promise<Span> {
  const { teamId, from, until } = query
  const working = await peopleWorkingBetween(db, teamId, from, until)
  const days = await daysBetweenOf(db, query)
  const planIds = days.flatMap(({ plan }) => plan?.id ?? [])
  const sums = await tourSums(db, planIds)
  const offLine = await stopsOffLine(db, planIds)
  const absences = await absencesBetween(db, query)
  const policies = await visitPolicies(db)
  const ends = startOfDay(from, timeZone)
  const shops = await candidatesOn(db, teamId, { ends, timeZone })
  const overdue = countOverdue(sums, shops, policies, from)

  const people = [...new Set([...working, ...sums].map(({ personId }) => personId))]
  const at = keyed(working)
  const seen: Seen = { at, sumAt: keyed(sums), absentAt: keyed(absences), moved: countBy(offLine) }
  const cells = people.flatMap((personId) =>
    days.flatMap(({ day }) => cellOf({ personId, day }, seen, overdue)),
  )
  const worksAt = new Set(working.map(({ day }) => day))
  return {
    days: days.map((day) => ({ ...day, working: worksAt.has(day.day) })),
    people,
    cells,
    moved: offLine.map((stop) => explainMove(stop, { working: at, worksAt, shops, policies })),
    horizon: (await runningHorizon(db, teamId, from, until)) ?? null,
  }
}

interface Seen {
  readonly at: ReadonlyMap<string, PersonDay>
  readonly sumAt: ReadonlyMap<string, TourSum>
  readonly absentAt: ReadonlyMap<string, { readonly reason: string }>
  readonly moved: ReadonlyMap<string, number>
}

/** Somebody's day; nothing when they neither work nor have a tour nor are absent. */
function cellOf(
  { personId, day }: PersonAndDay,
  { at, sumAt, absentAt, moved }: Seen,
  overdue: ReadonlyMap<TourSum, number>,
): SpanCell[] {
  const key = keyOf({ personId, day })
  const [sum, row] = [sumAt.get(key), at.get(key)]
  const absence = absentAt.get(key)?.reason ?? null
  if (!sum && !row && absence === null) return []
  const { shops, metres, travelSeconds, serviceSeconds } = sum ?? noTour
  return [
    {
      ...{ personId, day, works: row !== undefined, absence, stops: shops.length },
      overdue: sum ? (overdue.get(sum) ?? 0) : 0,
      moved: moved.get(key) ?? 0,
      ...{ metres, travelSeconds, serviceSeconds },
      shiftSeconds: row ? shiftSeconds(row) : 0,
    },
  ]
}

const noTour = { shops: [], metres: 0, travelSeconds: 0, serviceSeconds: 0 }

interface PersonAndDay {
  readonly personId: number
  readonly day: string
}

const keyOf = ({ personId, day }: PersonAndDay) => `${String(personId)} ${day}`

function keyed<T extends PersonAndDay>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [keyOf(row), row]))
}

function countBy(rows: readonly PersonAndDay[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1)
  return counts
}

const shiftSeconds = ({ shiftStart, shiftEnd }: PersonDay): number =>
  secondsOfTime(shiftEnd) - secondsOfTime(shiftStart)

/** Of each tour the visits after the day on which they fell due; a shop's next one counts from the one before. */
function countOverdue(
  sums: readonly TourSum[],
  shops: readonly Candidate[],
  policies: readonly VisitPolicy[],
  from: string,
): Map<TourSum, number> {
  const shopOf = new Map(shops.map((shop) => [shop.retailerId, shop]))
  const lastOf = new Map(shops.map(({ retailerId, lastVisitDay }) => [retailerId, lastVisitDay]))
  return new Map(
    sums.map((sum) => {
      const late = sum.shops.filter((id) => {
        const shop = shopOf.get(id)
        const policy = shop && policyFor(policies, shop)
        const due = policy && fallsDue(lastOf.get(id) ?? null, policy, from)
        lastOf.set(id, sum.day)
        return due !== undefined && due < sum.day
      })
      return [sum, late.length]
    }),
  )
}

interface Around {
  readonly working: ReadonlyMap<string, PersonDay>
  readonly worksAt: ReadonlySet<string>
  readonly shops: readonly Candidate[]
  readonly policies: readonly VisitPolicy[]
}

/** Why a stop is not on a usual weekday of the same week. */
function explainMove(stop: OffLine, { working, worksAt, shops, policies }: Around): MovedStop {
  const { planId, day, personId, retailerId, name, usualWeekdays, closedWeekdays } = stop
  const usual = usualWeekdays.map((weekday) => addDays(day, weekday - isoWeekday(day)))
  const shop = shops.find((one) => one.retailerId === retailerId)
  const policy = shop && policyFor(policies, shop)
  const gap = Math.max(1, policy?.minGapDays ?? 1)
  const earliest = shop?.lastVisitDay ? addDays(shop.lastVisitDay, gap) : ''
  const reasons = {
    HOLIDAY: (date: string) => !worksAt.has(date),
    ABSENT: (date: string) => !working.has(keyOf({ personId, day: date })),
    CLOSED_DAY: (date: string) => closedWeekdays.includes(isoWeekday(date)),
    TOO_SOON: (date: string) => date < earliest,
  }
  const found = (Object.keys(reasons) as (keyof typeof reasons)[]).find((reason) =>
    usual.every(reasons[reason]),
  )
  return {
    ...{ planId, day, personId, retailerId, name, usualWeekdays: [...usualWeekdays] },
    reason: found ?? 'PRICED',
    continuityMinutes: policy?.continuityMinutes ?? 0,
  }
}
