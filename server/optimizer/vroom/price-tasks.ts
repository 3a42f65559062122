import type { VroomRequest } from './read-request.ts'

/**
 * What leaving each task out costs, so that the cheapest plan is VROOM's best: the highest sum of
 * priorities first, then the most tasks, then the lowest cost.
 *
 * Let C be above what any plan costs. A task is worth B = C + 1, so one task more always pays for
 * whatever its plan costs more. A unit of priority is worth P = B × (n + 1), n tasks in all: more
 * than all tasks together, B × n, and every cost. Priorities are divided by their greatest common
 * divisor first, which keeps P × priority small. Sums are exact below 2⁵³; where the tasks left out
 * are worth more than that together, two plans that leave out equally much are compared to the
 * precision of a double.
 *
 * Tasks with a price of their own stand outside this order: they are left out when that is cheaper.
 */
export function priceTasks({ tasks }: Pick<VroomRequest, 'tasks'>, mostCost: number): number[] {
  const owned = (index: number) => tasks[index]?.choice?.price
  const priced = tasks.reduce((sum, _, index) => sum + (owned(index) ?? 0), 0)
  const each = Math.ceil(mostCost + priced) + 1
  const unit = each * (tasks.length + 1)
  const divisor = tasks.reduce((found, { priority }) => greatestDivisor(found, priority), 0) || 1
  return tasks.map(({ priority, partner }, index) => {
    const price = owned(index)
    // The two ends of a shipment are left out together, and pay half each.
    if (price !== undefined) return partner === undefined ? price : price / 2
    return each + unit * (priority / divisor)
  })
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b))
