import { seekInTour } from './insert.ts'
import type { Place } from './insert.ts'
import type { Tours } from './tours.ts'

/**
 * Regret insertion (Potvin & Rousseau 1993, regret-2): places first the stop that would lose most if
 * it did not get its best tour. Leaving out, at its prize, counts as one more tour. Stops that fit
 * nowhere, or for less than their prize nowhere, stay out.
 */
export function constructTours(tours: Tours): void {
  const waiting = new Set(tours.model.movable.filter((stop) => tours.tourOf[stop] === -1))
  const places = new Map<number, Place[]>()
  for (const stop of waiting)
    places.set(
      stop,
      tours.all.map((_, vehicle) => seekFirst(tours, stop, vehicle)),
    )
  for (;;) {
    const choice = chooseByRegret(tours, waiting, places)
    if (!choice) break
    const { stop, place } = choice
    tours.insert(stop, place.vehicle, place.position)
    waiting.delete(stop)
    for (const other of waiting)
      places.get(other)![place.vehicle] = seekFirst(tours, other, place.vehicle)
  }
  tours.commit()
}

function seekFirst(tours: Tours, stop: number, vehicle: number): Place {
  const place = { vehicle: -1, position: 0, price: tours.model.prize[stop]! }
  seekInTour(tours, stop, vehicle, place)
  return place
}

function chooseByRegret(tours: Tours, waiting: Set<number>, places: Map<number, Place[]>) {
  let choice: { stop: number; place: Place } | undefined
  let worst = -Infinity
  for (const stop of waiting) {
    let first: Place | undefined
    let second = tours.model.prize[stop]!
    for (const place of places.get(stop)!) {
      if (place.vehicle === -1) continue
      if (!first || place.price < first.price) {
        if (first) second = Math.min(second, first.price)
        first = place
      } else if (place.price < second) second = place.price
    }
    if (first && second - first.price > worst) {
      worst = second - first.price
      choice = { stop, place: first }
    }
  }
  return choice
}
