import { defineOperator, positionOf, vehicleOf } from './operator.ts'
import type { Sequence } from './operator.ts'
import type { Tours } from './tours.ts'

/**
 * Exchange: `stop` changes places with the stop behind `after`, in the same tour or another (with
 * its left neighbour it is the plain swap of two).
 */
export const exchange = defineOperator('exchange', (tours, stop, after, draft) => {
  const one = vehicleOf(tours, stop)
  const two = vehicleOf(tours, after)
  if (one < 0 || two < 0) return false
  const here = positionOf(tours, stop)
  const there = positionOf(tours, after) + 1
  if (there > tours.all[two]!.length || (one === two && here === there)) return false
  if (one === two) {
    const [left, right] = here < there ? [here, there] : [there, here]
    draft.first
      .begin(one)
      .addRun(one, 1, left - 1)
      .addRun(one, right, right)
      .addRun(one, left + 1, right - 1)
      .addRun(one, left, left)
      .addRun(one, right + 1, tours.all[one]!.length)
    return true
  }
  replaceStop(draft.first.begin(one), tours, here, two, there)
  replaceStop(draft.second.begin(two), tours, there, one, here)
  return true
})

/** The tour with a stop of another in place of the one at `position`. */
function replaceStop(
  sequence: Sequence,
  tours: Tours,
  position: number,
  other: number,
  there: number,
): void {
  const { vehicle } = sequence
  sequence
    .addRun(vehicle, 1, position - 1)
    .addRun(other, there, there)
    .addRun(vehicle, position + 1, tours.all[vehicle]!.length)
}
