import { priceTour } from './cost.ts'
import { driveHome, driveTo, setOut } from './drive-tour.ts'
import type { Progress } from './drive-tour.ts'
import { layRoad } from './lay-road.ts'
import type { RoadAhead } from './lay-road.ts'
import type { Problem } from './problem.ts'
import { doneIn, stopAt } from './road-ahead.ts'
import { schedule } from './schedule.ts'
import type { Violation } from './schedule.ts'

/** A problem that is being explained. Tours of the plan are looked at once; the time for it may run out. */
export interface Inquiry {
  readonly problem: Problem
  /** @param like a tour of the vehicle that is looked at more than once: what begins alike is driven alike */
  readonly judge: (
    vehicle: number,
    tour: readonly number[],
    like?: readonly number[],
  ) => TourJudgement
  /**
   * How somebody has come along a tour: before its first stop ahead, and behind each of them.
   * @param like as for `judge`
   */
  readonly follow: (
    vehicle: number,
    tour: readonly number[],
    like?: readonly number[],
  ) => readonly Progress[]
  /** What lies before somebody at each place of a tour. */
  readonly lookAhead: (vehicle: number, tour: readonly number[]) => RoadAhead
  /** To be asked before every bit of work. @throws TimeIsUp */
  readonly goOn: () => void
  /** For what would take more time than anybody has. @throws TimeIsUp */
  readonly giveUp: () => never
  /** Whether nobody was told that the time is up. */
  readonly isWhole: () => boolean
}

/** What a tour costs, and the rules it breaks. */
export interface TourJudgement {
  readonly price: number
  readonly violations: readonly Violation[]
}

/** Nothing more is explained. */
export class TimeIsUp extends Error {
  override name = 'TimeIsUp'
}

export function openInquiry(problem: Problem, isOver: () => boolean): Inquiry {
  // Tours are lists of their own, so that none belongs to two vehicles.
  const judged = new WeakMap<readonly number[], TourJudgement>()
  const followed = new WeakMap<readonly number[], readonly Progress[]>()
  const seen = new WeakMap<readonly number[], RoadAhead>()
  let isWhole = true
  const giveUp = () => {
    isWhole = false
    throw new TimeIsUp()
  }

  function follow(
    vehicle: number,
    tour: readonly number[],
    like?: readonly number[],
  ): readonly Progress[] {
    const known = followed.get(tour)
    if (known) return known
    const ways = like ? followAlike(vehicle, tour, like) : [setOut(problem, vehicle)]
    for (const stop of tour.slice(doneIn(problem, vehicle) + ways.length - 1)) {
      const way = ways.at(-1)
      if (way) ways.push(driveTo(problem, vehicle, way, stopAt(problem, stop)))
    }
    followed.set(tour, ways)
    return ways
  }

  /** As far as both tours are the same. */
  function followAlike(
    vehicle: number,
    tour: readonly number[],
    like: readonly number[],
  ): Progress[] {
    const ways = follow(vehicle, like)
    const done = doneIn(problem, vehicle)
    let same = 0
    while (same < ways.length - 1 && tour[done + same] === like[done + same]) same++
    return ways.slice(0, same + 1)
  }

  function judge(vehicle: number, tour: readonly number[], like?: readonly number[]) {
    const known = judged.get(tour)
    if (known) return known
    const end = follow(vehicle, tour, like).at(-1)
    const driven = end && driveHome(problem, vehicle, end)
    const times = schedule(problem, vehicle, tour, driven)
    const judgement = {
      price: priceTour(problem, vehicle, tour, times),
      violations: times.violations,
    }
    judged.set(tour, judgement)
    return judgement
  }

  function lookAhead(vehicle: number, tour: readonly number[]): RoadAhead {
    const known = seen.get(tour) ?? layRoad(problem, vehicle, tour, judge(vehicle, tour).violations)
    seen.set(tour, known)
    return known
  }

  return {
    ...{ problem, judge, follow, lookAhead, giveUp },
    goOn: () => {
      if (isOver()) giveUp()
    },
    isWhole: () => isWhole,
  }
}
