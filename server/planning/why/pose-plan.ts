import type { Plan } from '../../../shared/planning.ts'
import type { DayClock } from '../day-clock.ts'
import { readLocks, withDecided } from '../decisions.ts'
import { dayProblem, type DayTravel, type TourDay } from '../day-problem.ts'
import { listKeptLegs, placeKey, type KeptLeg } from '../kept-legs.ts'
import type { Problem, Solution } from '../../solver/index.ts'

/** A plan as the solver knows it, to be asked about. */
export interface PosedPlan {
  readonly day: TourDay
  /** With its rules. */
  readonly problem: Problem
  /** As if everybody could go everywhere. */
  readonly open: Problem
  readonly solution: Solution
}

/** Vehicles are `day.people`, stops `day.shops`. What is in no tour is left out, whyever. */
export function posePlan(
  plan: Plan,
  unlocked: TourDay,
  travel: DayTravel,
  clock: DayClock,
): PosedPlan {
  const locks = readLocks(plan, clock)
  const shops = unlocked.shops.map((shop) => withDecided(shop, locks, []))
  const day = { ...unlocked, shops }
  const problem = dayProblem(day, withKept(travel, day, listKeptLegs(plan)))
  const indexOf = new Map(day.shops.map(({ retailerId }, index) => [retailerId, index]))
  const tours = day.people.map(({ personId, visited }) => {
    const tour = plan.tours.find((one) => one.personId === personId)
    const been = visited.map(({ retailerId }) => retailerId)
    const ahead = (tour?.stops ?? []).map(({ retailerId }) => retailerId)
    const order = [...been, ...ahead.filter((id) => !been.includes(id))]
    return order.flatMap((id) => indexOf.get(id) ?? [])
  })
  const placed = new Set(tours.flat())
  const absent = day.shops.flatMap((_, stop) => (placed.has(stop) ? [] : [stop]))
  return {
    day,
    problem,
    open: { ...problem, stops: problem.stops.map(({ vehicles: _, ...stop }) => stop) },
    // The reason is asked for anew.
    solution: {
      tours,
      unassigned: absent.map((stop) => ({ stop, reason: 'LOWER_PRIORITY' })),
      cost: 0,
    },
  }
}

/** Legs stay as they were planned. The explainer's thread sees the same memory: of a large team it is 30 MB. */
function withKept(
  travel: DayTravel,
  { people, shops }: TourDay,
  kept: readonly KeptLeg[],
): DayTravel {
  const durations = share(travel.durations)
  const distances = share(travel.distances)
  const placeOf = new Map(
    [...people.map(({ personId, start }) => ({ personId, at: start })), ...shops].map(
      (one, place) => [placeKey(one), place],
    ),
  )
  for (const { from, to, leg } of kept) {
    const [row, column] = [placeOf.get(placeKey(from)), placeOf.get(placeKey(to))]
    if (row === undefined || column === undefined) continue
    durations[row * travel.size + column] = leg.seconds
    distances[row * travel.size + column] = leg.metres
  }
  return { ...travel, durations, distances }
}

function share(numbers: Float64Array | Int32Array): Float64Array {
  const shared = new Float64Array(
    new SharedArrayBuffer(numbers.length * Float64Array.BYTES_PER_ELEMENT),
  )
  shared.set(numbers)
  return shared
}
