import { defineOperator, positionOf, vehicleOf } from './operator.ts'

/**
 * Two-opt (Croes 1958): turns round the run from behind `after` up to `stop`, so that the two become
 * neighbours; within one tour.
 */
export const twoOpt = defineOperator('two-opt', (tours, stop, after, draft) => {
  const vehicle = vehicleOf(tours, stop)
  if (vehicle < 0 || vehicleOf(tours, after) !== vehicle) return false
  const left = positionOf(tours, after)
  const right = positionOf(tours, stop)
  if (right < left + 2) return false
  draft.first
    .begin(vehicle)
    .addRun(vehicle, 1, left)
    .addRunReversed(vehicle, right, left + 1)
    .addRun(vehicle, right + 1, tours.all[vehicle]!.length)
  return true
})
