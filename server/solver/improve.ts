import type { IsOver } from './deadline.ts'
import { exchange } from './exchange.ts'
import { vehicleOf } from './operator.ts'
import type { Operator } from './operator.ts'
import { orOpt } from './or-opt.ts'
import { relocate } from './relocate.ts'
import { swapTails } from './swap-tails.ts'
import type { Tours } from './tours.ts'
import { twoOpt } from './two-opt.ts'

export const OPERATORS: readonly Operator[] = [
  relocate,
  twoOpt,
  swapTails,
  exchange,
  orOpt(2, false),
  orOpt(2, true),
  orOpt(3, false),
]

/** Neighbours tried per stop. */
const NEAREST = 20

/**
 * Local search: makes every improving move between near stops, first found first made, until none is
 * left or it is over. Never makes the plan dearer. Two stops are looked at again only when the tour of
 * one has changed.
 */
export function improveTours(tours: Tours, near: readonly Int32Array[], isOver: IsOver): void {
  // A gain this small is rounding, not a gain.
  const least = -1e-9 * (1 + tours.cost())
  const seen = new Seen(tours)
  for (let moves = -1; moves < seen.moves;) {
    moves = seen.moves
    for (const stop of tours.model.movable) {
      if (tours.tourOf[stop] === -1) continue
      if (isOver()) return
      seen.begin(stop)
      for (const after of listBeginnings(tours, stop, near[stop]!))
        if (seen.isNews(after)) makeFirstGain(tours, stop, after, least, seen)
      const others = near[stop]!
      for (let i = 0; i < others.length && i < NEAREST; i++)
        if (seen.isNews(others[i]!)) makeFirstGain(tours, stop, others[i]!, least, seen)
      seen.end()
    }
  }
}

/** Beginnings of tours behind which a stop may well come: its own, those of its neighbours and of who is unused. */
function listBeginnings(tours: Tours, stop: number, near: Int32Array): number[] {
  const { all, tourOf } = tours
  const vehicles = new Set([tourOf[stop]!])
  for (let i = 0; i < near.length && i < NEAREST; i++)
    if (tourOf[near[i]!]! >= 0) vehicles.add(tourOf[near[i]!]!)
  if (tours.usedCount < all.length)
    for (let vehicle = 0; vehicle < all.length; vehicle++)
      if (all[vehicle]!.length === 0 && !tours.isSpare(vehicle)) vehicles.add(vehicle)
  return Array.from(vehicles, (vehicle) => -1 - vehicle)
}

/** What was looked at since when: every tour knows the move that changed it last, every stop up to which it was tried. */
class Seen {
  moves = 0
  readonly #tours: Tours
  readonly #changed: Int32Array
  readonly #tried: Int32Array
  #stop = -1
  #since = -1
  #from = 0

  constructor(tours: Tours) {
    this.#tours = tours
    this.#changed = new Int32Array(tours.all.length)
    this.#tried = new Int32Array(tours.model.stopCount).fill(-1)
  }

  begin(stop: number): void {
    this.#stop = stop
    this.#since = this.#tried[stop]!
    this.#from = this.moves
  }

  /** What was moved meanwhile is to be tried again. */
  end(): void {
    this.#tried[this.#stop] = this.#from
  }

  /** Whether the tour of the stop or of another node has changed since the two were tried. */
  isNews(node: number): boolean {
    const there = vehicleOf(this.#tours, node)
    const here = this.#tours.tourOf[this.#stop]!
    return there >= 0 && Math.max(this.#changed[here]!, this.#changed[there]!) > this.#since
  }

  change(here: number, there: number): void {
    this.moves++
    this.#changed[here] = this.#changed[there] = this.moves
  }
}

function makeFirstGain(tours: Tours, stop: number, after: number, least: number, seen: Seen): void {
  for (const operator of OPERATORS) {
    if (operator.evaluate(tours, stop, after) >= least) continue
    const [here, there] = [vehicleOf(tours, stop), vehicleOf(tours, after)]
    operator.apply(tours, stop, after)
    seen.change(here, there)
    return
  }
}
