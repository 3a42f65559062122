import type { IsOver } from './deadline.ts'
import { Snapshot } from './plan.ts'
import type { Plan } from './plan.ts'
import { Pool } from './pool.ts'
import type { Random } from './random.ts'
import { GreedyInsertion } from './recreate.ts'

/** Above so many stops left out only the first orders are tried. */
const MANY_STOPS = 300
const FIRST_ORDERS = 2

/**
 * Greedy insertion of all that is left out, in several orders, of which the best is kept. Stops that
 * fit nowhere, or for less than their prize nowhere, stay out; so does what it was over before.
 */
export function constructTours(plan: Plan, random: Random, isOver: IsOver): void {
  if (plan.absentCount === 0) return
  const insertion = new GreedyInsertion(plan, random)
  const pool = new Pool(plan.model.stopCount)
  const best = new Snapshot(plan.model)
  const orders = plan.absentCount > MANY_STOPS ? FIRST_ORDERS : insertion.orderCount
  let least = Infinity
  for (let order = 0; order < orders && (order === 0 || !isOver()); order++) {
    pool.count = 0
    for (const stop of plan.model.movable) if (plan.tourOf[stop] === -1) pool.add(stop)
    insertion.place(pool, order, isOver)
    const cost = plan.cost()
    if (order === 0 || cost < least) {
      least = cost
      best.take(plan)
    }
    plan.rollBack()
  }
  best.restore(plan)
}
