import type { VroomRequest } from './read-request.ts'
import type { RouteNode } from './route-node.ts'

/** What is in a vehicle after each step, per kind of amount. */
export function carryLoads(
  { tasks, dimensions }: Pick<VroomRequest, 'tasks' | 'dimensions'>,
  nodes: readonly RouteNode[],
  done: readonly number[] = [],
): number[][] {
  const load = Array<number>(dimensions).fill(0)
  const add = (amounts: readonly number[] | undefined, sign: 1 | -1) =>
    amounts?.forEach((amount, d) => (load[d] = (load[d] ?? 0) + sign * amount))
  const served = nodes.flatMap((node) => (node.kind === 'task' ? [node.index] : []))
  // All deliveries of jobs are loaded at the start; what was done before is in the vehicle, or no more.
  for (const index of served) add(tasks[index]?.delivery, 1)
  const serve = (index: number) => {
    const task = tasks[index]
    if (!done.includes(index)) add(task?.delivery, -1)
    add(task?.pickup, 1)
    add(task?.carried, task?.type === 'pickup' ? 1 : -1)
  }
  done.forEach(serve)
  return nodes.map((node) => {
    if (node.kind === 'task') serve(node.index)
    return [...load]
  })
}

/** What a route's tasks bring and take, shipments among both. */
export function sumAmounts(
  { tasks, dimensions }: Pick<VroomRequest, 'tasks' | 'dimensions'>,
  nodes: readonly RouteNode[],
): { delivery: number[]; pickup: number[] } {
  const sums = {
    delivery: Array<number>(dimensions).fill(0),
    pickup: Array<number>(dimensions).fill(0),
  }
  const add = (to: number[], amounts: readonly number[] = []) => {
    amounts.forEach((amount, d) => (to[d] = (to[d] ?? 0) + amount))
  }
  for (const node of nodes) {
    const task = node.kind === 'task' ? tasks[node.index] : undefined
    if (!task) continue
    add(sums.delivery, task.delivery)
    add(sums.pickup, task.pickup)
    if (task.type !== 'job') add(sums[task.type], task.carried)
  }
  return sums
}
