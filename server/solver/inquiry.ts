import { priceTour } from './cost.ts'
import type { Problem } from './problem.ts'
import { schedule } from './schedule.ts'
import type { Violation } from './schedule.ts'

/** A problem that is being explained. Tours of the plan are looked at once; the time for it may run out. */
export interface Inquiry {
  readonly problem: Problem
  judge(vehicle: number, tour: readonly number[]): TourJudgement
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
  const known = new WeakMap<readonly number[], TourJudgement>()
  let isWhole = true
  const giveUp = () => {
    isWhole = false
    throw new TimeIsUp()
  }
  return {
    problem,
    judge(vehicle, tour) {
      const judged = known.get(tour)
      if (judged) return judged
      const times = schedule(problem, vehicle, tour)
      const judgement = {
        price: priceTour(problem, vehicle, tour, times),
        violations: times.violations,
      }
      known.set(tour, judgement)
      return judgement
    },
    goOn: () => {
      if (isOver()) giveUp()
    },
    giveUp,
    isWhole: () => isWhole,
  }
}
