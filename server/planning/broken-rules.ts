import type { Violation } from '../../shared/planning.ts'
import { isPair, type TourPerson, type TourShop } from './day-problem.ts'
import type { Schedule, Violation as Broken } from '../solver/index.ts'

/** A tour with its times, as the solver reckons them. */
export interface ScheduledTour {
  readonly times: Schedule
  readonly person: TourPerson
  /** In order. */
  readonly shops: readonly TourShop[]
  /** The solver's indexes of the same. */
  readonly order: readonly number[]
}

export interface RulesBroken {
  readonly violations: readonly Violation[]
  /** By how much the rules of time are broken. */
  readonly overSeconds: number
}

/** The solver's words and the contract's; planning poses no problem in which those behind MAX_STOPS arise. */
export const ruleNames: Record<Broken['kind'], Violation> = {
  WINDOW: 'WINDOW',
  SHIFT: 'SHIFT_FULL',
  BREAK: 'BREAK',
  NOT_ALLOWED: 'NO_SKILL',
  MAX_STOPS: 'MAX_STOPS',
  CAPACITY: 'MAX_STOPS',
  TRAVEL: 'SHIFT_FULL',
  DISTANCE: 'SHIFT_FULL',
  ORDER: 'LOCK_CONFLICT',
  PARTNER: 'NO_SKILL',
  SPACING: 'WINDOW',
}

/**
 * The rules broken at a place of a tour. Being back late is marked on the last stop and on every other that is left
 * after the shift, and counted on the last; what the whole tour breaks is marked on its last stop.
 */
export function rulesBrokenAt(tour: ScheduledTour, place: number): RulesBroken {
  const shop = tour.shops[place]
  if (!shop) return { violations: [], overSeconds: 0 }
  const here = brokenHere(tour, place)
  const isLast = place === tour.shops.length - 1
  const counted = here.filter(({ kind }) => kind !== 'SHIFT' || isLast)
  const late = shop.lock ? lateAt(tour, place, shop) : 0
  const found = new Set([
    ...here.flatMap((broken) => codeOf(broken, shop)),
    ...(late > 0 ? (['WINDOW'] as const) : []),
    ...(isFor(shop, tour.person.personId) ? [] : (['NO_SKILL'] as const)),
    ...(shop.pair && !isPair(tour.person) ? (['NEEDS_PAIR'] as const) : []),
  ])
  const seconds = counted.reduce((sum, broken) => sum + secondsOf(broken), 0)
  return { violations: [...found], overSeconds: Math.round(Math.max(seconds, late)) }
}

const isFor = ({ managerId, offeredTo }: TourShop, personId: number) =>
  managerId === personId || (offeredTo?.includes(personId) ?? false)

function brokenHere({ times, person, order }: ScheduledTour, place: number): Broken[] {
  const { violations, departures, breaks } = times
  const isLast = place === order.length - 1
  const [rest] = breaks
  const restsHere = rest ? Math.min(rest.afterStops, order.length - 1) === place : isLast
  return violations.filter((broken) => {
    if ('stop' in broken) return broken.stop === order[place]
    if (broken.kind === 'SHIFT') return isLast || (departures[place] ?? 0) > person.shift[1]
    return broken.kind === 'BREAK' ? restsHere : isLast
  })
}

/** To the solver the lock of a shop stands in the place of its hours and its manager. Whose shop it is is asked apart. */
function codeOf({ kind }: Broken, { lock }: TourShop): Violation[] {
  if (kind === 'WINDOW' && lock && lock.at !== null) return ['LOCK_CONFLICT']
  if (kind === 'NOT_ALLOWED') return lock && lock.personId !== null ? ['LOCK_CONFLICT'] : []
  return [ruleNames[kind]]
}

/** By how much a visit pinned to an hour begins outside the hours of its shop. */
function lateAt({ times }: ScheduledTour, place: number, { window }: TourShop): number {
  const begins = times.starts[place]
  if (!window || begins === undefined || Number.isNaN(begins)) return 0
  return Math.max(0, window[0] - begins, begins - window[1])
}

const secondsOf = (broken: Broken) => ('seconds' in broken ? broken.seconds : 0)
