import type { Plan } from './plan.ts'

/** Temperatures of the annealing: the first, and what part of it the last is. */
export interface Heat {
  readonly start: number
  readonly fall: number
}

/**
 * In mean legs, measured. A cooler start wastes fewer rounds on some hundred stops; with more the
 * first plan is so poor that a cool search gets stuck. A warm start stays near what is known.
 */
const HEAT = 2
const HEAT_OF_SOME = 1
const WARM_HEAT = 0.5
const FALL = 0.04
const FEW_STOPS = 150
const MANY_STOPS = 600
/** Where one person's day is too full, one stop makes way for another at prizes that dwarf the legs. */
const FULL_DAY_HEAT = 16
const FULL_DAY_FALL = 0.005

/**
 * Of the first temperature of a search: how hot a crossed plan is annealed, and one to which crossing
 * did nothing new.
 */
const CROSSED: Heat = { start: 0.3, fall: 0.1 }
const SHAKEN: Heat = { start: 0.5, fall: FALL }

/** How hot the search begins and ends, judged by the plan it begins with. */
export function chooseHeat(plan: Plan, isWarm: boolean): Heat {
  const leg = meanLeg(plan)
  if (isWarm) return { start: WARM_HEAT * leg, fall: FALL }
  if (plan.model.vehicleCount === 1 && plan.absentCount > 0)
    return { start: FULL_DAY_HEAT * leg, fall: FULL_DAY_FALL }
  const stops = plan.model.movable.length
  const heat = stops > FEW_STOPS && stops <= MANY_STOPS ? HEAT_OF_SOME : HEAT
  return { start: heat * leg, fall: FALL }
}

/** For annealing a good plan again for a short while, in a search that began at `start`. */
export function soften({ start }: Heat): { readonly crossed: Heat; readonly shaken: Heat } {
  const scale = (heat: Heat) => ({ start: heat.start * start, fall: heat.fall })
  return { crossed: scale(CROSSED), shaken: scale(SHAKEN) }
}

/** Mean price of a leg of the present tours. */
function meanLeg(plan: Plan): number {
  const { cost, nodeCount, vehicles, stopCount } = plan.model
  const stops = new Int32Array(stopCount)
  let price = 0
  let legs = 0
  vehicles.forEach(({ startNode, endNode }, vehicle) => {
    const count = plan.read(vehicle, stops)
    if (count === 0) return
    let from = startNode
    for (let i = 0; i < count; i++) {
      price += cost[from * nodeCount + stops[i]!]!
      from = stops[i]!
    }
    price += cost[from * nodeCount + endNode]!
    legs += count + 1
  })
  return legs === 0 ? 0 : price / legs
}
