import type { Person } from '../../shared/people.ts'
import type { Stop, Tour } from '../../shared/planning.ts'
import { lateAfterSeconds, lostAfterSeconds, staleAfterSeconds } from '../../shared/positions.ts'
import type { FieldPosition } from './field-position.ts'

/** How fresh the latest fix is; 'none' when there is none of this day. */
export type Freshness = 'fresh' | 'stale' | 'lost' | 'none'
export type Activity = 'no-tour' | 'not-started' | 'en-route' | 'on-site' | 'finished'
export type Concern = 'lost' | 'late' | 'not-started' | 'stale'

/** One person's day as it stands at an instant of the field. */
export interface PersonDay {
  readonly person: Person
  readonly tour: Tour | undefined
  readonly position: FieldPosition | undefined
  readonly freshness: Freshness
  /** Seconds since the fix; 0 without one. */
  readonly fixAge: number
  readonly activity: Activity
  readonly done: number
  readonly skipped: number
  readonly total: number
  readonly current: Stop | undefined
  readonly next: Stop | undefined
  /** When the next stop will be reached at the planned pace, milliseconds. */
  readonly nextAt: number | undefined
  /** Seconds behind the plan; negative when ahead. */
  readonly delay: number
  /** What a supervisor should look at, the gravest first. */
  readonly concerns: readonly Concern[]
}

/** @param now milliseconds of the field's clock */
export function readPersonDay(
  person: Person,
  tour: Tour | undefined,
  position: FieldPosition | undefined,
  now: number,
): PersonDay {
  const stops = tour?.stops ?? []
  const done = stops.filter((stop) => stop.outcome === 'done').length
  const skipped = stops.filter((stop) => stop.outcome === 'skipped').length
  const current = stops.find((stop) => stop.outcome === 'open')
  const next = stops.find((stop) => stop.outcome === null)
  const nextAt = next && expectArrival(stops, next, now)
  const fixAge = position ? Math.max(0, (now - position.fixAt) / 1000) : 0
  const activity = readActivity(stops, position, now)
  const day = {
    person,
    tour,
    position,
    freshness: position ? freshnessOf(fixAge) : 'none',
    fixAge,
    activity,
    done,
    skipped,
    total: stops.length,
    current,
    next,
    nextAt,
    delay: delayOf(current, next, nextAt),
  } as const
  return { ...day, concerns: findConcerns(day, now) }
}

function freshnessOf(age: number): Freshness {
  if (age > lostAfterSeconds) return 'lost'
  return age > staleAfterSeconds ? 'stale' : 'fresh'
}

function readActivity(
  stops: readonly Stop[],
  position: FieldPosition | undefined,
  now: number,
): Activity {
  if (stops.length === 0) return 'no-tour'
  if (stops.some((stop) => stop.outcome === 'open')) return 'on-site'
  if (stops.every((stop) => stop.outcome !== null)) return 'finished'
  const begun = stops.some((stop) => stop.outcome !== null)
  const seen = position !== undefined && now - position.fixAt < lostAfterSeconds * 1000
  return begun || seen ? 'en-route' : 'not-started'
}

/**
 * When a stop will be reached: from the latest visit on at the planned pace, and never before now. A visit
 * that is under way lasts at least as long as planned.
 */
function expectArrival(stops: readonly Stop[], next: Stop, now: number): number {
  const planned = Date.parse(next.arrivesAt)
  const before = stops.filter((stop) => stop.arrivedAt !== null && stop.outcome !== 'skipped')
  const last = before
    .toSorted((a, b) => Date.parse(a.arrivedAt ?? '') - Date.parse(b.arrivedAt ?? ''))
    .at(-1)
  if (!last?.arrivedAt) return Math.max(now, planned)
  const service = Date.parse(last.leavesAt) - Date.parse(last.arrivesAt)
  const leaves = last.leftAt
    ? Date.parse(last.leftAt)
    : Math.max(now, Date.parse(last.arrivedAt) + service)
  const away = Math.max(0, planned - Date.parse(last.leavesAt))
  return Math.max(now, leaves + away)
}

function delayOf(
  current: Stop | undefined,
  next: Stop | undefined,
  nextAt: number | undefined,
): number {
  if (next && nextAt !== undefined) return (nextAt - Date.parse(next.arrivesAt)) / 1000
  if (current?.arrivedAt)
    return (Date.parse(current.arrivedAt) - Date.parse(current.arrivesAt)) / 1000
  return 0
}

function findConcerns(
  { activity, freshness, delay, tour }: Omit<PersonDay, 'concerns'>,
  now: number,
): Concern[] {
  if (activity === 'no-tour' || activity === 'finished') return []
  const starts = tour?.startsAt ? Date.parse(tour.startsAt) : Infinity
  if (activity === 'not-started')
    return now > starts + lateAfterSeconds * 1000 ? ['not-started'] : []
  const concerns: Concern[] = []
  if (freshness === 'lost' || freshness === 'none') concerns.push('lost')
  if (delay > lateAfterSeconds) concerns.push('late')
  if (freshness === 'stale') concerns.push('stale')
  return concerns
}

const severity: Record<Concern, number> = { lost: 3, 'not-started': 2.5, late: 2, stale: 1 }
/** Being on site or on the way changes all the time and must not shuffle the list. */
const activityOrder: Record<Activity, number> = {
  'on-site': 0,
  'en-route': 0,
  'not-started': 1,
  finished: 2,
  'no-tour': 3,
}

/** Whoever needs attention first, by gravity and then by how long; the others by what they do. */
export function byAttention(a: PersonDay, b: PersonDay): number {
  return (
    urgency(b) - urgency(a) ||
    activityOrder[a.activity] - activityOrder[b.activity] ||
    a.person.id - b.person.id
  )
}

function urgency({ concerns, fixAge, delay }: PersonDay): number {
  const [worst] = concerns
  if (!worst) return 0
  const seconds = worst === 'late' || worst === 'not-started' ? delay : fixAge
  // Gravity decides; within one, an hour more or less can never outweigh it.
  return severity[worst] * 10 + Math.min(1, seconds / 36_000)
}
