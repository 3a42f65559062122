import { defineOperator, positionOf, vehicleOf } from './operator.ts'

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
  const other = tours.all[two]!.nodes[there]!
  const first = draft.first.begin(one).addRun(tours, one, 1, tours.all[one]!.length)
  first.stops[here - 1] = other
  if (one === two) {
    first.stops[there - 1] = stop
    return true
  }
  const second = draft.second.begin(two).addRun(tours, two, 1, tours.all[two]!.length)
  second.stops[there - 1] = stop
  return true
})
