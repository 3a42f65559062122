import type { IsOver } from './deadline.ts'
import { exchange } from './exchange.ts'
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
 * left or it is over. Never makes the plan dearer.
 */
export function improveTours(tours: Tours, near: readonly Int32Array[], isOver: IsOver): void {
  // A gain this small is rounding, not a gain.
  const least = -1e-9 * (1 + tours.cost())
  for (let improved = true; improved;) {
    improved = false
    for (const stop of tours.model.movable) {
      if (tours.tourOf[stop] === -1) continue
      if (isOver()) return
      for (let vehicle = 0; vehicle < tours.all.length; vehicle++)
        if (!tours.isSpare(vehicle) && makeFirstGain(tours, stop, -1 - vehicle, least))
          improved = true
      const others = near[stop]!
      for (let i = 0; i < others.length && i < NEAREST; i++)
        if (makeFirstGain(tours, stop, others[i]!, least)) improved = true
    }
  }
}

function makeFirstGain(tours: Tours, stop: number, after: number, least: number): boolean {
  for (const operator of OPERATORS) {
    if (operator.evaluate(tours, stop, after) >= least) continue
    operator.apply(tours, stop, after)
    return true
  }
  return false
}
