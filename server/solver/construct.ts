import type { Plan } from './plan.ts'
import { Pool } from './pool.ts'
import type { Random } from './random.ts'
import { GreedyInsertion } from './recreate.ts'

/** Above so many stops left out only the first orders are tried. */
const MANY_STOPS = 300
const FIRST_ORDERS = 2

/**
 * Greedy insertion of all that is left out, in several orders, of which the best is kept. Stops that
 * fit nowhere, or for less than their prize nowhere, stay out.
 */
export function constructTours(plan: Plan, random: Random): void {
  const insertion = new GreedyInsertion(plan, random)
  const pool = new Pool(plan.model.stopCount)
  const fill = (order: number) => {
    pool.count = 0
    for (const stop of plan.model.movable) if (plan.tourOf[stop] === -1) pool.add(stop)
    insertion.place(pool, order)
    return plan.cost()
  }
  if (plan.absentCount === 0) return
  const orders = plan.absentCount > MANY_STOPS ? FIRST_ORDERS : insertion.orderCount
  let best = 0
  let least = Infinity
  for (let order = 0; order < orders; order++) {
    const cost = fill(order)
    plan.rollBack()
    if (cost < least) {
      least = cost
      best = order
    }
  }
  fill(best)
  plan.commit()
}

/** Puts in whatever still fits at a gain, until nothing does; whether there was any. */
export function fillGaps(plan: Plan, random: Random): boolean {
  const absent = plan.absentCount
  for (let before = Infinity; plan.absentCount < before;) {
    before = plan.absentCount
    constructTours(plan, random)
  }
  return plan.absentCount < absent
}
