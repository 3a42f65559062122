import type { IsOver } from './deadline.ts'
import { fillChains } from './fill-chains.ts'
import type { Place } from './plan.ts'
import type { Tours } from './tours.ts'

/**
 * Puts in whatever still fits anywhere at a gain, alone or with its neighbours, until nothing does or
 * it is over: so that of no stop left out it is said that it would cost more than its prize, when it
 * would not.
 */
export function fillGaps(tours: Tours, near: readonly Int32Array[], isOver: IsOver): void {
  do fillSingly(tours, isOver)
  while (!isOver() && fillChains(tours, near, isOver))
}

/** The dearest first. */
function fillSingly(tours: Tours, isOver: IsOver): void {
  const { movable, prize } = tours.model
  const place: Place = { vehicle: -1, position: 0, price: 0 }
  const dearest = movable
    .filter((stop) => tours.tourOf[stop] === -1)
    .sort((a, b) => (prize[a] === prize[b] ? a - b : prize[b]! - prize[a]!))
  for (let before = Infinity; tours.absentCount < before;) {
    before = tours.absentCount
    for (const stop of dearest) {
      // Its partner may have brought it.
      if (tours.tourOf[stop] !== -1) continue
      if (isOver()) break
      tours.seekAnywhere(stop, prize[stop]!, place)
      if (place.vehicle >= 0) tours.insert(stop, place)
    }
  }
  tours.commit()
}
