import { defineOperator, positionOf, vehicleOf } from './operator.ts'

/**
 * Swap tails (2-opt*, Potvin & Rousseau 1995): `stop` and all that follows it continue the tour of
 * `after`, whose own tail continues the tour of `stop`.
 */
export const swapTails = defineOperator('swap-tails', (tours, stop, after, draft) => {
  const one = vehicleOf(tours, stop)
  const two = vehicleOf(tours, after)
  if (one < 0 || two < 0 || one === two) return false
  const head = positionOf(tours, stop) - 1
  const keep = positionOf(tours, after)
  const oneEnd = tours.all[one]!.length
  const twoEnd = tours.all[two]!.length
  draft.first
    .begin(one)
    .addRun(one, 1, head)
    .addRun(two, keep + 1, twoEnd)
  draft.second
    .begin(two)
    .addRun(two, 1, keep)
    .addRun(one, head + 1, oneEnd)
  return true
})
