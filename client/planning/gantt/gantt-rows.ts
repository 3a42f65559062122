import type { Stop, Tour, VisitPolicy } from '../../../shared/planning.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** A gap shorter than this is no break. */
const SHORTEST_REST = 8 * MINUTE
/** What the server reckons for a shop whose tier has no policy. */
const SERVICE_MINUTES = 10

/** A piece of a person's day, in milliseconds since 1970. */
export interface Segment {
  readonly kind: 'drive' | 'visit' | 'rest'
  readonly from: number
  readonly to: number
  /** The visited one, or the one driven to. */
  readonly stop: Stop | undefined
}

export interface Axis {
  readonly from: number
  readonly to: number
  /** Full hours, each with its line. */
  readonly hours: readonly number[]
}

/** The policy of a tier: the one that covers the fewest tiers, then the lowest id; no tier counts as 1. */
export function policyOf(
  policies: readonly VisitPolicy[],
  tier: number | null,
): VisitPolicy | undefined {
  const own = tier ?? 1
  return policies
    .filter(({ tierFrom, tierTo }) => tierFrom <= own && own <= tierTo)
    .toSorted((a, b) => a.tierTo - a.tierFrom - (b.tierTo - b.tierFrom) || a.id - b.id)[0]
}

/**
 * A tour as pieces of time. The plan knows when a shop is reached and left and how long each way takes; what is over
 * is a break or waiting: before the way, or at the shop.
 */
export function readSegments(tour: Tour, policies: readonly VisitPolicy[]): Segment[] {
  const { startsAt, endsAt, stops, home } = tour
  if (startsAt === null || endsAt === null) return []
  const segments: Segment[] = []
  let clock = Date.parse(startsAt)
  const travel = (to: number, seconds: number, stop: Stop | undefined) => {
    const needed = seconds * 1000
    const sets = to - clock - needed > SHORTEST_REST ? to - needed : clock
    if (sets > clock) segments.push({ kind: 'rest', from: clock, to: sets, stop })
    if (to > sets) segments.push({ kind: 'drive', from: sets, to, stop })
  }
  for (const stop of stops) {
    const arrives = Date.parse(stop.arrivesAt)
    const leaves = Date.parse(stop.leavesAt)
    travel(arrives, stop.leg.seconds, stop)
    const service = (policyOf(policies, stop.tier)?.serviceMinutes ?? SERVICE_MINUTES) * MINUTE
    const waits = stop.outcome === null && leaves - arrives - service > SHORTEST_REST
    const begins = waits ? leaves - service : arrives
    if (waits) segments.push({ kind: 'rest', from: arrives, to: begins, stop })
    segments.push({ kind: 'visit', from: begins, to: leaves, stop })
    clock = leaves
  }
  travel(Date.parse(endsAt), home?.seconds ?? 0, undefined)
  return segments
}

/** From the full hour before the first begins to the full hour after the last ends; 8 to 18 without tours. */
export function readAxis(tours: readonly Tour[], midnight: number): Axis {
  const times = tours.flatMap(({ startsAt, endsAt }) =>
    startsAt !== null && endsAt !== null ? [Date.parse(startsAt), Date.parse(endsAt)] : [],
  )
  const whole = (at: number, round: (value: number) => number) =>
    midnight + round((at - midnight) / HOUR) * HOUR
  const from = times.length > 0 ? whole(Math.min(...times), Math.floor) : midnight + 8 * HOUR
  const to = times.length > 0 ? whole(Math.max(...times), Math.ceil) : midnight + 18 * HOUR
  const hours = Array.from({ length: (to - from) / HOUR + 1 }, (_, hour) => from + hour * HOUR)
  return { from, to, hours }
}

/** Where an instant is on the axis: 0 at its beginning, 1 at its end. */
export function placeOn({ from, to }: Axis, at: number): number {
  return (at - from) / (to - from)
}

/** When a shop may be visited, milliseconds, where its tier's policy says. */
export function windowOf(
  policies: readonly VisitPolicy[],
  stop: Pick<Stop, 'tier'>,
  midnight: number,
): { from: number; to: number } | undefined {
  const policy = policyOf(policies, stop.tier)
  if (!policy || (policy.windowStart === null && policy.windowEnd === null)) return undefined
  return {
    from: midnight + timeOfDay(policy.windowStart ?? '00:00'),
    to: midnight + timeOfDay(policy.windowEnd ?? '24:00'),
  }
}

/** Milliseconds after midnight of `HH:MM`. */
export function timeOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * HOUR + minutes * MINUTE
}
