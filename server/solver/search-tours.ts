import type { Annealing } from './anneal.ts'
import { PlanCrossing } from './cross-plans.ts'
import { Elites } from './elites.ts'
import type { Heat } from './heat.ts'
import { soften } from './heat.ts'
import type { Meetings } from './meetings.ts'
import { Snapshot } from './plan.ts'

/** Several annealings pay from so many rounds per stop and stops on. */
const AMPLE_ROUNDS = 6000
const FEW_STOPS = 150
/** So far on the way their number can be told. */
const TRIAL = 0.03
/** Annealings apart from each other, and the part of the search each takes; the rest goes into crossing. */
const APART = 8
const SHARE = 0.05
/** Rounds per stop for a crossed plan. */
const CROSSED_ROUNDS = 25

/**
 * Searches until the end: one annealing, or where there is time for more (memetic algorithm) several
 * apart, whose plans are then crossed and annealed for a short while. Leaves the best in the plan.
 * @param mayCross whether the search may begin anew and need not stay near the plan it is given
 * @returns how many rounds were made
 */
export function searchTours(
  annealing: Annealing,
  heat: Heat,
  mayCross: boolean,
  meetings?: Meetings,
): number {
  const { plan, best } = annealing
  const stops = plan.model.movable.length
  const first = new Snapshot(plan.model)
  first.take(plan)
  const mayEver = mayCross && plan.model.plain && stops > FEW_STOPS
  let isAmple: boolean | undefined
  const isLong = () => {
    if (!mayEver || annealing.done < TRIAL) return false
    isAmple ??= annealing.rounds / annealing.done >= AMPLE_ROUNDS * stops && plan.usedCount > 1
    return isAmple
  }
  annealing.cool(heat, () => (isLong() ? SHARE : 1), meetings)
  if (annealing.done < 1) crossElites(annealing, first, heat, meetings)
  meetings?.leave()
  best.restore(plan)
  return annealing.rounds
}

/** Goes on behind a first annealing, of which `first` was the beginning, with others apart from it and crossing. */
export function crossElites(
  annealing: Annealing,
  first: Snapshot,
  heat: Heat,
  meetings?: Meetings,
): void {
  const { plan, random } = annealing
  const elites = new Elites(plan.model)
  elites.add(annealing.found, annealing.foundCost)
  for (let i = 2; i <= APART; i++) {
    first.restore(plan)
    annealing.cool(heat, () => i * SHARE)
    elites.add(annealing.found, annealing.foundCost)
  }
  const crossing = new PlanCrossing(plan, annealing.near, random)
  const mild = soften(heat)
  const share = (CROSSED_ROUNDS * plan.model.movable.length * annealing.done) / annealing.rounds
  while (annealing.done < 1) {
    if (meetings?.isDue(annealing.done)) {
      const { cost, snapshot } = elites.best()
      const other = meetings.meet(cost, snapshot.flat)
      if (other) elites.welcome(other, plan)
    }
    const [one, other] = elites.draw(random)
    one.snapshot.restore(plan)
    const isNew = crossing.cross(other.snapshot.list())
    const end = annealing.done + share
    annealing.cool(isNew ? mild.crossed : mild.shaken, () => end)
    elites.replace(one.cost > other.cost ? one : other, annealing.found, annealing.foundCost)
  }
}
