import type { ShopLock } from '../../../shared/locks.ts'
import type { Plan, Tour, Violation } from '../../../shared/planning.ts'
import { dayClock } from '../../../server/planning/day-clock.ts'
import type { TourPerson, TourShop } from '../../../server/planning/day-problem.ts'
import { keptLegs, legKey, type Place as LegPlace } from '../../../server/planning/kept-legs.ts'
import { locksOfPlan, pinnedTo, withLock } from '../../../server/planning/locks/shop-lock.ts'
import { keptBy } from '../../../server/planning/may-go.ts'
import { retimeTour, visitedFirst } from '../../../server/planning/retime-tour.ts'
import { timeVisit } from '../../../server/planning/time-visit.ts'
import type { TimedStop, TimedTour } from '../../../server/planning/time-tour.ts'
import { firstFree, type Place } from '../move-stop.ts'
import type { KnownTravel } from './known-travel.ts'

/** What a move would do to a plan. */
export interface MovePrice {
  /** More on the way, over all tours. */
  readonly seconds: number
  readonly metres: number
  /** When the person who gets the stop would be back. */
  readonly endsAt: string | null
  /** Rules that no stop of these tours breaks so far. */
  readonly broken: readonly Violation[]
  /** The day of that person as it would be: each stay, milliseconds since 1970, waiting included. */
  readonly stays: readonly Stay[]
}

export interface Stay {
  readonly retailerId: number
  readonly arrives: number
  readonly leaves: number
  readonly serviceMillis: number
}

/** A place and what it costs to go there. */
export interface PricedPlace {
  readonly place: Place
  readonly price: MovePrice
}

/** Prices the moves of one plan's stops, as the server would time them. */
export interface MovePrices {
  /** Undefined for a shop or tour of which nothing is known. */
  priceAt(retailerId: number, to: Place): MovePrice | undefined
  /** The place of a tour, behind what was visited, that breaks the fewest rules and then costs least. */
  cheapestIn(retailerId: number, tour: Tour): PricedPlace | undefined
  /**
   * What the locks of a stop cost: by how many seconds the way would be shorter if it were put where that is cheapest without
   * them and without breaking a rule anew, all others staying where they are. Undefined for a shop that no tour has.
   */
  lockCost(retailerId: number): number | undefined
}

export function openMovePrices(plan: Plan, travel: KnownTravel, timeZone: string): MovePrices {
  const clock = dayClock(plan.day, timeZone)
  const kept = keptLegs(plan)
  const held = locksOfPlan(plan, clock)
  const withKeeper = keptBy(plan)
  const without = new Map<number, TimedTour | undefined>()
  const isIn = (tour: Tour, retailerId: number) =>
    tour.stops.some((stop) => stop.retailerId === retailerId)

  function personOf({ personId, stops }: Tour): TourPerson | undefined {
    const person = travel.people.get(personId)
    if (!person) return undefined
    const visited = stops.flatMap(({ retailerId, outcome, arrivedAt, leftAt }) => {
      const service = travel.shops.get(retailerId)?.serviceSeconds ?? 0
      return outcome === null || arrivedAt === null
        ? []
        : [timeVisit({ retailerId, outcome, arrivedAt, leftAt }, service, clock)]
    })
    return { ...person, visited }
  }

  /** @param locks of shops, those of the plan or what a move makes of them */
  function timeShops(
    tour: Tour,
    order: readonly number[],
    locks: ReadonlyMap<number, ShopLock>,
  ): TimedTour | undefined {
    const person = personOf(tour)
    if (!person) return undefined
    const ids = visitedFirst(order, person)
    const shops: TourShop[] = ids.flatMap((id) => travel.shops.get(id) ?? [])
    if (shops.length < ids.length) return undefined
    const home: LegPlace = { at: tour.start, personId: tour.personId }
    const places: LegPlace[] = [home, ...shops, home]
    const legs = places.slice(1).map((to, leg) => {
      const from = places[leg] ?? to
      return kept.get(legKey(from, to)) ?? travel.wayBetween(from, to)
    })
    const locked = shops.map((shop) => withLock(withKeeper(shop), locks))
    return retimeTour({ profile: plan.profile, person, shops: locked, legs })
  }

  /** The tour that gives the shop away, once it has. */
  function timeWithout(tour: Tour, retailerId: number): TimedTour | undefined {
    if (!without.has(retailerId)) {
      const rest = shopsOf(tour).filter((id) => id !== retailerId)
      without.set(retailerId, timeShops(tour, rest, held))
    }
    return without.get(retailerId)
  }

  function priceAt(
    retailerId: number,
    { tourId, position, at }: Place,
    locked: ReadonlyMap<number, ShopLock> = held,
  ): MovePrice | undefined {
    const to = plan.tours.find(({ id }) => id === tourId)
    if (!to) return undefined
    const order = shopsOf(to).filter((id) => id !== retailerId)
    const locks =
      at === undefined
        ? locked
        : new Map(locked).set(retailerId, pinnedTo(locked.get(retailerId), clock.secondsOf(at)))
    const target = timeShops(to, order.toSpliced(position, 0, retailerId), locks)
    const from = plan.tours.find((tour) => tour.id !== tourId && isIn(tour, retailerId))
    const rest = from && timeWithout(from, retailerId)
    if (!target || (from && !rest)) return undefined
    const before = from ? [to, from] : [to]
    const after = rest ? [target, rest] : [target]
    const sum = (tours: readonly Pick<Tour, 'metres' | 'travelSeconds'>[], of: Sum) =>
      tours.reduce((total, tour) => total + tour[of], 0)
    return {
      seconds: sum(after, 'travelSeconds') - sum(before, 'travelSeconds'),
      metres: sum(after, 'metres') - sum(before, 'metres'),
      endsAt: target.ends === null ? null : clock.instantOf(target.ends),
      broken: newlyBroken(before, after),
      stays: target.stops.map((stop) => toStay(stop)),
    }
  }

  const zero = Date.parse(clock.instantOf(0))
  const millisOf = (seconds: number) => zero + Math.round(seconds) * 1000
  function toStay({ retailerId, arrives, leaves }: TimedStop): Stay {
    const serviceMillis = (travel.shops.get(retailerId)?.serviceSeconds ?? 0) * 1000
    return { retailerId, arrives: millisOf(arrives), leaves: millisOf(leaves), serviceMillis }
  }

  function cheapestIn(retailerId: number, tour: Tour): PricedPlace | undefined {
    const others = tour.stops.filter((stop) => stop.retailerId !== retailerId)
    let best: PricedPlace | undefined
    for (let position = firstFree(tour); position <= others.length; position++) {
      const place = { tourId: tour.id, position }
      const price = priceAt(retailerId, place)
      if (price && (!best || compare(price, best.price) < 0)) best = { place, price }
    }
    return best
  }

  function lockCost(retailerId: number): number | undefined {
    const shop = travel.shops.get(retailerId)
    if (!shop || !plan.tours.some((tour) => isIn(tour, retailerId))) return undefined
    const free = new Map(held)
    free.delete(retailerId)
    const mayHave = ({ personId }: Tour) =>
      personId === shop.managerId || shop.offeredTo?.includes(personId)
    let least = 0
    for (const tour of plan.tours.filter((one) => mayHave(one) || isIn(one, retailerId))) {
      const last = tour.stops.length - (isIn(tour, retailerId) ? 1 : 0)
      for (let position = firstFree(tour); position <= last; position++) {
        const price = priceAt(retailerId, { tourId: tour.id, position }, free)
        if (price?.broken.length === 0) least = Math.min(least, price.seconds)
      }
    }
    return Math.abs(least)
  }

  // A pointer rests on a tour, and asks again with every pixel.
  const cheapest = new Map<string, PricedPlace | undefined>()
  return {
    priceAt,
    lockCost,
    cheapestIn(retailerId, tour) {
      const key = `${retailerId} ${tour.id}`
      if (!cheapest.has(key)) cheapest.set(key, cheapestIn(retailerId, tour))
      return cheapest.get(key)
    },
  }
}

type Sum = 'metres' | 'travelSeconds'

const shopsOf = ({ stops }: Tour) => stops.map(({ retailerId }) => retailerId)

const compare = (a: MovePrice, b: MovePrice) =>
  a.broken.length - b.broken.length || a.seconds - b.seconds

interface Broken {
  readonly stops: readonly { retailerId: number; violations: readonly Violation[] }[]
}

/** The names of rules that a stop breaks afterwards and did not before. */
export function newlyBroken(before: readonly Broken[], after: readonly Broken[]): Violation[] {
  const keysOf = (tours: readonly Broken[]) =>
    tours.flatMap(({ stops }) =>
      stops.flatMap(({ retailerId, violations }) =>
        violations.map((rule) => ({ rule, key: `${retailerId} ${rule}` })),
      ),
    )
  const old = new Set(keysOf(before).map(({ key }) => key))
  const fresh = keysOf(after).filter(({ key }) => !old.has(key))
  return [...new Set(fresh.map(({ rule }) => rule))]
}
