import type { Progress } from '../anneal.ts'
import type { Meetings } from '../meetings.ts'
import type { Plan, Snapshot } from '../plan.ts'
import type { Random } from '../random.ts'
import { DaySearch } from './day-search.ts'
import type { OneDay } from './one-day.ts'

/** In mean legs: letting one stop make way for another costs a prize, which dwarfs the legs. */
const HEAT = 32
const FALL = 0.005
/** The temperature falls in this many steps; the last part goes downhill only. */
const STEPS = 512
const FALLING = 0.95
/** Rounds on one day before the next is turned to, and between two looks at the clock. */
const STRIDE = 16

/**
 * Searches days that have nothing to do with each other, a few rounds each in turn. Leaves the best
 * plan found in `plan` and `best`.
 * @param onBest called, now and then, after the best plan became better
 * @returns how many rounds were made
 */
export function searchDays(
  plan: Plan,
  days: readonly OneDay[],
  random: Random,
  progress: Progress,
  best: Snapshot,
  onBest: () => void,
  meetings?: Meetings,
): number {
  const searches = days.map((day) => new DaySearch(day, random))
  searches.forEach((search, vehicle) => {
    readTour(search, plan, vehicle)
  })
  const temperatures = coolDown()
  const legs = searches.map((search) => search.meanLeg())
  const busy = searches.map((_, vehicle) => vehicle).filter((v) => days[v]!.count > 0)
  let round = 0
  let wasBetter = false
  for (let turn = 0; ; turn++) {
    const done = busy.length === 0 ? 1 : progress(round)
    if (wasBetter) onBest()
    if (done >= 1) break
    if (meetings?.isDue(done)) {
      const other = meetings.meet(plan.cost(), best.flat)
      if (other) {
        best.flat.set(other)
        best.restore(plan)
        searches.forEach((search, vehicle) => {
          readTour(search, plan, vehicle)
        })
      }
    }
    const vehicle = busy[turn % busy.length]!
    const search = searches[vehicle]!
    const temperature = temperatures[Math.floor(done * STEPS)]! * legs[vehicle]!
    const former = search.bestCost
    for (let i = 0; i < STRIDE; i++) search.round(temperature)
    round += STRIDE
    wasBetter = search.bestCost < former
    if (!wasBetter) continue
    writeTour(search, plan, vehicle)
    best.take(plan)
  }
  meetings?.leave()
  best.restore(plan)
  return round
}

function coolDown(): Float64Array {
  const temperatures = new Float64Array(STEPS)
  // Math.pow may differ in its last bit between engines; rounded to 32 bits it does not.
  const step = Math.fround(Math.pow(FALL, 1 / STEPS))
  for (let i = 0, t = HEAT; i < STEPS * FALLING; i++, t *= step) temperatures[i] = t
  return temperatures
}

/** Lets a search go on from a tour of the plan. */
function readTour(search: DaySearch, plan: Plan, vehicle: number): void {
  const { stops: own } = search.day
  const stops = new Int32Array(plan.model.stopCount)
  const count = plan.read(vehicle, stops)
  for (let i = 0; i < count; i++) stops[i] = own.indexOf(stops[i]!)
  search.goOnFrom(stops, count)
}

function writeTour({ day, best, bestLength }: DaySearch, plan: Plan, vehicle: number): void {
  const stops = best.subarray(0, bestLength).map((stop) => day.stops[stop]!)
  plan.assign(vehicle, stops, bestLength)
  plan.commit()
}
