import type { IsOver } from './deadline.ts'
import type { Place } from './plan.ts'
import type { Tours } from './tours.ts'

/** Most stops that are looked at together with one that does not pay alone. */
const COMPANY = 7
/** Most of them that go in before the group must have paid. */
const LONGEST_CHAIN = 5
/** What is less is rounding, not a gain. */
const LEAST_GAIN = 1e-7

/**
 * Puts in groups of near stops of which none pays for its detour alone, but all together do: a
 * hamlet at the end of a long road, a person who leaves home for several stops only. From each stop
 * left out on, the dearest first, the nearest others join while that can still pay.
 * @returns whether any did
 */
export function fillChains(tours: Tours, near: readonly Int32Array[], isOver: IsOver): boolean {
  const { movable } = tours.model
  const dearest = movable
    .filter((stop) => tours.tourOf[stop] === -1)
    .sort((a, b) => worthOf(tours, b) - worthOf(tours, a) || a - b)
  let paid = false
  for (const stop of dearest) {
    if (isOver()) break
    if (tours.tourOf[stop] !== -1 || worthOf(tours, stop) === Infinity) continue
    const company = listCompany(tours, near[stop]!)
    if (growChain(tours, stop, company)) {
      paid = true
      tours.commit()
    } else tours.rollBack()
  }
  return paid
}

/** Inserts stop after stop; whether they came to pay. */
function growChain(tours: Tours, first: number, company: readonly number[]): boolean {
  const place: Place = { vehicle: -1, position: 0, price: 0 }
  const hopes = company.reduce((sum, stop) => sum + worthOf(tours, stop), 0)
  tours.seekAnywhere(first, Infinity, place)
  if (place.vehicle < 0) return false
  let gain = worthOf(tours, first) - place.price
  if (gain + hopes <= LEAST_GAIN) return false
  tours.insert(first, place)
  for (let left = LONGEST_CHAIN; gain <= LEAST_GAIN && left > 1; left--) {
    const next = seekBest(tours, company)
    if (next === undefined) return false
    gain += next.gain
    tours.insert(next.stop, next.place)
  }
  return gain > LEAST_GAIN
}

/** Who of the company gains most, or loses least, and where. */
function seekBest(tours: Tours, company: readonly number[]) {
  let best: { stop: number; gain: number; place: Place } | undefined
  for (const stop of company) {
    if (tours.tourOf[stop] !== -1) continue
    const place: Place = { vehicle: -1, position: 0, price: 0 }
    tours.seekAnywhere(stop, Infinity, place)
    const gain = worthOf(tours, stop) - place.price
    if (place.vehicle >= 0 && (!best || gain > best.gain)) best = { stop, gain, place }
  }
  return best
}

function listCompany(tours: Tours, near: Int32Array): number[] {
  const company: number[] = []
  for (let i = 0; i < near.length && company.length < COMPANY; i++) {
    const stop = near[i]!
    if (tours.tourOf[stop] === -1 && worthOf(tours, stop) < Infinity) company.push(stop)
  }
  return company
}

/** What serving a stop is worth, its partner's prize included. */
function worthOf({ model }: Tours, stop: number): number {
  const partner = model.partner?.[stop] ?? -1
  return model.prize[stop]! + (partner < 0 ? 0 : model.prize[partner]!)
}
