import type { ShopLock } from '../../../shared/locks.ts'
import type { LngLat } from '../../../shared/geo.ts'
import type { Plan } from '../../../shared/planning.ts'
import { dayClock } from '../day-clock.ts'
import { toUnassigned, toWanted, type Edit } from '../wanted-edit.ts'
import { locksOfPlan } from '../locks/shop-lock.ts'
import type { Unassigned } from '../queries.ts'

/** What a plan's tours were: small, since times and legs follow from it. */
export interface TourState {
  readonly tours: readonly {
    readonly personId: number
    readonly start: LngLat
    readonly shops: readonly number[]
  }[]
  /** By shop. */
  readonly locks: readonly (readonly [number, ShopLock])[]
  readonly unassigned: readonly Unassigned[]
}

export function stateOf(plan: Plan, timeZone: string): TourState {
  return {
    tours: plan.tours.map(toWanted),
    locks: [...locksOfPlan(plan, dayClock(plan.day, timeZone))],
    unassigned: plan.unassigned.map(toUnassigned),
  }
}

/** Brings a plan to a state. Whoever has a tour now but had none then has an empty one. */
export function toState(plan: Plan, state: TourState): Edit {
  const known = new Set(state.tours.map(({ personId }) => personId))
  const others = plan.tours.filter(({ personId }) => !known.has(personId))
  return {
    tours: [...state.tours, ...others.map((tour) => ({ ...toWanted(tour), shops: [] }))],
    unassigned: state.unassigned,
    locks: new Map(state.locks),
  }
}
