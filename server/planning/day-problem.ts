import type { LngLat } from '../../shared/geo.ts'
import type { ShopLock } from '../../shared/locks.ts'
import type { ProfileName } from '../../shared/roads.ts'
import { LOCKED_PRIZE, windowOfLock } from './locks/shop-lock.ts'
import type { Break, Problem, Stop, TravelMatrix, Vehicle, Window } from '../solver/index.ts'

/** Someone who works on the day. All times are seconds of the day (`dayClock`). */
export interface TourPerson {
  readonly personId: number
  /** Where the tour begins and ends. */
  readonly start: LngLat
  readonly shift: Window
  readonly break?: { readonly window: Window; readonly seconds: number }
  /** Visits of the day's published plan so far, in order: they stay at the head of the tour. */
  readonly visited: readonly VisitedStop[]
  /** What is planned for somebody whose day has begun starts no earlier, as the day is that late already. */
  readonly freeFrom?: number
  /** Who goes along. */
  readonly companionId?: number
}

export interface VisitedStop {
  readonly retailerId: number
  readonly arrives: number
  readonly leaves: number
}

/** A shop that could be, or was, visited on the day. */
export interface TourShop {
  readonly retailerId: number
  /** Where travel ends and begins: its main door. */
  readonly at: LngLat
  /** The only person who may be planned for it, unless somebody decided otherwise; null is nobody. */
  readonly managerId: number | null
  /** Who goes, because somebody decided so in the draft that planning goes on from. */
  readonly visitorId?: number
  /** Instead of one person any of these, as its own cannot go. */
  readonly offeredTo?: readonly number[]
  readonly lock?: ShopLock
  /** Its turn: see `Stop.rank` of the solver. */
  readonly rank?: number
  readonly serviceSeconds: number
  readonly window?: Window
  /** A visit for two: only with a companion. */
  readonly pair?: boolean
  /** What leaving it out costs, in seconds of travel. */
  readonly prize: number
}

/** Vehicle and stop indexes of the problem are indexes of `people` and `shops`. */
export interface TourDay {
  /** What people travel by. */
  readonly profile: ProfileName
  readonly people: readonly TourPerson[]
  readonly shops: readonly TourShop[]
}

/** Travel between the places of a day, in whole seconds and metres; Infinity where there is no way. */
export type DayTravel = TravelMatrix

/** The longest detour worth making for the least urgent shop. */
const BASE_PRIZE_SECONDS = 7200
/** A shop this many intervals late is as urgent as can be. */
const MOST_INTERVALS_LATE = 4
const HIGHEST_TIER = 30

/**
 * The price of not visiting a shop. It grows with lateness relative to the interval and, less, with
 * the tier, so that a day that is full leaves out what has waited least.
 */
export function prizeOf(overdueDays: number, intervalDays: number, tier: number | null): number {
  const lateness = Math.min(overdueDays / intervalDays, MOST_INTERVALS_LATE)
  return Math.round(BASE_PRIZE_SECONDS * (1 + lateness) * (1 + (tier ?? 1) / HIGHEST_TIER))
}

/** The solver's view of a day. Its places are those of the travel: starts first, then shops. */
export function dayProblem({ people, shops }: TourDay, travel: DayTravel): Problem {
  const vehicleOf = new Map(people.map(({ personId }, vehicle) => [personId, vehicle]))
  const pairs = new Set(people.flatMap((person) => (isPair(person) ? [person.personId] : [])))
  const stopOf = new Map(shops.map(({ retailerId }, stop) => [retailerId, stop]))
  const visited = new Set(
    people.flatMap((person) => person.visited.map(({ retailerId }) => retailerId)),
  )
  const stops = shops.map((shop, index): Stop => {
    const visitors = visitorsOf(shop, pairs)
    return {
      id: shop.retailerId,
      location: people.length + index,
      ...termsOf(shop),
      // Whoever was there was there.
      ...(visited.has(shop.retailerId)
        ? {}
        : { vehicles: visitors.flatMap((id) => vehicleOf.get(id) ?? []) }),
    }
  })
  const vehicles = people.map((person, index): Vehicle => {
    const done = person.visited.flatMap(({ retailerId }) => stopOf.get(retailerId) ?? [])
    const departAt = Math.max(person.freeFrom ?? 0, ...person.visited.map(({ leaves }) => leaves))
    return {
      id: person.personId,
      start: index,
      end: index,
      shift: person.shift,
      ...(person.break ? { breaks: [toBreak(person.break)] } : {}),
      ...(done.length > 0 ? { underway: { done, departAt } } : {}),
    }
  })
  return { stops, vehicles, matrices: [travel] }
}

/** What a visit asks for and is worth, wherever it goes; a lock stands in the place of the shop's hours. */
export function termsOf(
  shop: TourShop,
): Pick<Stop, 'serviceSeconds' | 'windows' | 'prize' | 'rank'> {
  const { serviceSeconds, lock, prize } = shop
  const window = (lock && windowOfLock(lock)) ?? shop.window
  const windows = window ? [window] : []
  return { serviceSeconds, windows, prize: lock ? LOCKED_PRIZE : prize, ...rankOf(shop) }
}

/** Who may go: whom a lock names, or to whom it is offered, or who was decided on, or its manager; a visit for two is not for one. */
function visitorsOf(shop: TourShop, pairs: ReadonlySet<number>): readonly number[] {
  const { lock, offeredTo, visitorId, managerId, pair } = shop
  if (lock && lock.personId !== null) return [lock.personId]
  if (!offeredTo && visitorId !== undefined) return [visitorId]
  const able = offeredTo ?? (managerId === null ? [] : [managerId])
  return pair ? able.filter((id) => pairs.has(id)) : able
}

/** Whether somebody goes along with the person. */
export const isPair = ({ companionId }: Pick<TourPerson, 'companionId'>) =>
  companionId !== undefined

function rankOf({ rank, lock }: TourShop): Pick<Stop, 'rank'> {
  const turn = rank ?? lock?.rank ?? undefined
  return turn === undefined ? {} : { rank: turn }
}

function toBreak({ window, seconds }: NonNullable<TourPerson['break']>): Break {
  return { windows: [window], seconds }
}
