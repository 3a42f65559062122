import type { Plan } from './plan.ts'
import { Pool } from './pool.ts'
import type { Random } from './random.ts'
import { GreedyInsertion } from './recreate.ts'

/** Of the tours at most this part is taken over. */
const MOST_TAKEN = 0.5

/** Selective exchange of tours (Nagata et al. 2010), with greedy insertion of what gets lost. */
export class PlanCrossing {
  readonly #plan: Plan
  readonly #near: readonly Int32Array[]
  readonly #random: Random
  readonly #insertion: GreedyInsertion
  readonly #pool: Pool
  /** A tour being worked on. */
  readonly #stops: Int32Array
  /** Vehicles that differ in nothing have one kind: only among them tours change hands. */
  readonly #kinds: readonly number[]

  constructor(plan: Plan, near: readonly Int32Array[], random: Random) {
    const { stopCount, vehicles } = plan.model
    this.#plan = plan
    this.#near = near
    this.#random = random
    this.#insertion = new GreedyInsertion(plan, random)
    this.#pool = new Pool(stopCount)
    this.#stops = new Int32Array(stopCount)
    this.#kinds = vehicles.map(({ index, twins }) => twins[0] ?? index)
  }

  /**
   * Takes a few neighbouring tours of another plan over, each in the place of the tour that shares
   * most stops with it and its neighbours.
   * @returns whether that made a plan that keeps all rules and is not the old one; if not it is left as it was
   */
  cross(tours: readonly (readonly number[])[]): boolean {
    const plan = this.#plan
    const before = new Set(writeAll(plan, this.#stops))
    const chosen = this.#chooseTours(tours)
    const wanted = new Set(chosen.flatMap((vehicle) => tours[vehicle]!))
    const places = this.#choosePlaces(chosen, wanted)
    for (const vehicle of places) plan.assign(vehicle, this.#stops, 0)
    // What both have stays either with the new tours or with the old.
    if (this.#random.below(2) === 0) this.#takeOut(wanted)
    chosen.forEach((vehicle, i) => {
      const count = this.#write(tours[vehicle]!.filter((stop) => plan.tourOf[stop] === -1))
      plan.assign(places[i]!, this.#stops, count)
    })
    const pool = this.#pool
    pool.count = 0
    for (const stop of plan.model.movable) if (plan.tourOf[stop] === -1) pool.add(stop)
    this.#insertion.recreate(pool)
    if (!(plan.cost() < Infinity)) {
      plan.rollBack()
      return false
    }
    plan.commit()
    return writeAll(plan, this.#stops).some((tour) => !before.has(tour))
  }

  /** Vehicles of the other plan around a random stop. */
  #chooseTours(tours: readonly (readonly number[])[]): number[] {
    const { movable, stopCount } = this.#plan.model
    const tourOf = new Int32Array(stopCount).fill(-1)
    tours.forEach((tour, vehicle) => tour.forEach((stop) => (tourOf[stop] = vehicle)))
    const used = tours.filter((tour) => tour.length > 0).length
    const most = 1 + this.#random.below(Math.max(1, Math.floor(used * MOST_TAKEN)))
    const seed = movable[this.#random.below(movable.length)]!
    const chosen = new Set<number>()
    for (const stop of [seed, ...this.#near[seed]!]) {
      if (tourOf[stop] !== -1) chosen.add(tourOf[stop]!)
      if (chosen.size === most) break
    }
    return [...chosen]
  }

  /** For each chosen vehicle one of its kind, which has as many of the wanted stops as possible. */
  #choosePlaces(chosen: readonly number[], wanted: ReadonlySet<number>): number[] {
    const { tourOf, model } = this.#plan
    const shared = new Int32Array(model.vehicleCount)
    for (const stop of wanted) if (tourOf[stop] !== -1) shared[tourOf[stop]!]!++
    const places: number[] = []
    for (const vehicle of chosen) {
      let place = -1
      this.#kinds.forEach((kind, other) => {
        if (kind !== this.#kinds[vehicle] || places.includes(other)) return
        if (place < 0 || shared[other]! > shared[place]!) place = other
      })
      places.push(place)
    }
    return places
  }

  #takeOut(wanted: ReadonlySet<number>): void {
    const plan = this.#plan
    for (let vehicle = 0; vehicle < plan.model.vehicleCount; vehicle++) {
      const tour = readTour(plan, vehicle, this.#stops)
      const rest = tour.filter((stop) => !wanted.has(stop))
      if (rest.length < tour.length) plan.assign(vehicle, this.#stops, this.#write(rest))
    }
  }

  #write(stops: readonly number[]): number {
    stops.forEach((stop, i) => (this.#stops[i] = stop))
    return stops.length
  }
}

function readTour(plan: Plan, vehicle: number, stops: Int32Array): number[] {
  return [...stops.subarray(0, plan.read(vehicle, stops))]
}

/** All tours as text, to be compared. */
function writeAll(plan: Plan, stops: Int32Array): string[] {
  return plan.model.vehicles.map(({ index }) => readTour(plan, index, stops).join(' '))
}
