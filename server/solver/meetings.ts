import type { Problem } from './problem.ts'

/** How far searches have come when they meet, 0…1. */
const MEETINGS = [0.3, 0.5, 0.65, 0.8, 0.9]
/** A search that waits looks so often whether it is told to end, in milliseconds. */
const PATIENCE = 20

/** What searches that run side by side share, in memory that all threads see. */
export interface SharedMeetings {
  /** Searches that take part; each has a seat from 0. */
  readonly searches: number
  /** How many have arrived, per meeting. */
  readonly arrivals: Int32Array
  /** Per table and seat: the meeting it was laid for, the plan's cost, and the plan. */
  readonly laidFor: Int32Array
  readonly costs: Float64Array
  readonly plans: Int32Array
}

/** For so many searches of a problem. */
export function shareMeetings(
  { stops, vehicles }: Pick<Problem, 'stops' | 'vehicles'>,
  searches: number,
): SharedMeetings {
  // As a `Snapshot` is: one number per stop and per vehicle.
  const planSize = stops.length + vehicles.length
  const seats = 2 * searches
  return {
    searches,
    arrivals: new Int32Array(new SharedArrayBuffer(4 * MEETINGS.length)),
    laidFor: new Int32Array(new SharedArrayBuffer(4 * seats)).fill(-1),
    costs: new Float64Array(new SharedArrayBuffer(8 * seats)),
    plans: new Int32Array(new SharedArrayBuffer(4 * seats * planSize)),
  }
}

/**
 * Meetings at which searches of one problem, in threads of their own, lay down their best plan and
 * go on from the best of all. Everybody waits until all have come or left, so that the same seeds
 * and iterations give the same answer. Two tables are laid in turn: nobody comes to the next
 * meeting but one before all have read what lies on this one's.
 */
export class Meetings {
  readonly #shared: SharedMeetings
  readonly #seat: number
  readonly #isEnding: () => boolean
  #next = 0

  /** @param isEnding whether to wait no longer */
  constructor(shared: SharedMeetings, seat: number, isEnding: () => boolean) {
    this.#shared = shared
    this.#seat = seat
    this.#isEnding = isEnding
  }

  /** Whether a search that has come so far is expected. */
  isDue(done: number): boolean {
    return done >= (MEETINGS[this.#next] ?? Infinity)
  }

  /** Lays a plan down, waits for the others and answers with a cheaper one than it, if there is one. */
  meet(cost: number, plan: Int32Array): Int32Array | undefined {
    const { searches, laidFor, costs, plans } = this.#shared
    const table = (this.#next % 2) * searches
    const own = table + this.#seat
    plans.set(plan, own * plan.length)
    costs[own] = cost
    Atomics.store(laidFor, own, this.#next)
    this.#arrive(this.#next)
    this.#waitForAll(this.#next)
    let best = own
    for (let seat = table; seat < table + searches; seat++)
      if (Atomics.load(laidFor, seat) === this.#next && costs[seat]! < costs[best]!) best = seat
    this.#next++
    return best === own ? undefined : plans.slice(best * plan.length, (best + 1) * plan.length)
  }

  /** Nobody waits any more for a search that has ended. */
  leave(): void {
    for (; this.#next < MEETINGS.length; this.#next++) this.#arrive(this.#next)
  }

  #arrive(meeting: number): void {
    Atomics.add(this.#shared.arrivals, meeting, 1)
    Atomics.notify(this.#shared.arrivals, meeting)
  }

  #waitForAll(meeting: number): void {
    const { arrivals, searches } = this.#shared
    for (;;) {
      const arrived = Atomics.load(arrivals, meeting)
      if (arrived >= searches || this.#isEnding()) return
      Atomics.wait(arrivals, meeting, arrived, PATIENCE)
    }
  }
}
