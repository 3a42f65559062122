import type { Plan } from './plan.ts'
import type { Pool } from './pool.ts'

/** Takes the partners of all stops in the pool out of their tours too. `stops` is room to work in. */
export function takePartners(plan: Plan, pool: Pool, stops: Int32Array): void {
  const { partner } = plan.model
  if (!partner) return
  for (let i = 0; i < pool.count; i++) {
    const other = partner[pool.stops[i]!]!
    const vehicle = other < 0 ? -1 : plan.tourOf[other]!
    if (vehicle < 0) continue
    const size = plan.read(vehicle, stops)
    let count = 0
    for (let at = 0; at < size; at++) if (stops[at] !== other) stops[count++] = stops[at]!
    plan.assign(vehicle, stops, count)
    pool.add(other)
  }
}
