import type { Leg } from '../../shared/planning.ts'
import type { ProfileName } from '../../shared/roads.ts'
import { dayProblem, type DayTravel, type TourPerson, type TourShop } from './day-problem.ts'
import { timeTour, type TimedTour } from './time-tour.ts'

/** A tour as it will be driven, without a leg's line. */
export interface TourToTime {
  readonly profile: ProfileName
  /** With what they have visited so far. */
  readonly person: TourPerson
  /** In order, those visited first. */
  readonly shops: readonly TourShop[]
  /** To each shop, and home. Infinity where there is no way. */
  readonly legs: readonly Pick<Leg, 'seconds' | 'metres'>[]
}

/** The times of one tour in an order somebody wants; rules that break are marked. The desk's pages price moves by it too. */
export function retimeTour({ profile, person, shops, legs }: TourToTime): TimedTour {
  const day = { profile, people: [person], shops }
  return timeTour(
    day,
    dayProblem(day, chainTravel(legs)),
    0,
    shops.map((_, index) => index),
  )
}

/** Shops in the order in which they will have been visited: what was visited already comes first. */
export function visitedFirst(
  order: readonly number[],
  { visited }: Pick<TourPerson, 'visited'>,
): number[] {
  const been = visited.map(({ retailerId }) => retailerId)
  return [...been, ...order.filter((id) => !been.includes(id))]
}

/** Travel of one tour whose shops are in order: along its legs and nowhere else. */
function chainTravel(legs: TourToTime['legs']): DayTravel {
  const size = legs.length
  const durations = new Float64Array(size * size).fill(Infinity)
  const distances = new Float64Array(size * size).fill(Infinity)
  legs.forEach(({ seconds, metres }, from) => {
    const cell = from * size + ((from + 1) % size)
    durations[cell] = seconds
    distances[cell] = metres
  })
  return { size, durations, distances }
}
