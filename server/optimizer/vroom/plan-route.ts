import { chooseTimes, lateness, missWindow } from './choose-times.ts'
import { placeBreaks } from './place-breaks.ts'
import type { GivenStep } from './read-steps.ts'
import { layNodes, type RouteNode, type Stay, type Traveller } from './route-node.ts'
import { splitLegs, type LegSplit } from './split-legs.ts'
import { VroomRefusal } from './vroom-refusal.ts'

/** A route with the moment each of its steps begins. */
export interface TimedRoute {
  readonly nodes: readonly RouteNode[]
  readonly begins: readonly number[]
}

/**
 * Times the tasks of a tour, with every break in its best place.
 * @returns undefined when no times keep all windows
 */
export function timeTour(traveller: Traveller, tasks: readonly number[]): TimedRoute | undefined {
  const nodes = placeBreaks(traveller, tasks)
  const begins = nodes && chooseTimes(nodes)
  return begins && { nodes, begins }
}

/**
 * Times the steps of a route given by hand, in exactly their order.
 * @throws VroomRefusal when the hard times of the steps exclude each other
 */
export function timeSteps(traveller: Traveller, steps: readonly GivenStep[]): TimedRoute {
  const nodes = layNodes(traveller, closeEnds(steps))
  const hasBreaks = steps.some(({ kind }) => kind === 'break')
  const splits: LegSplit[] = hasBreaks ? ['as-it-comes', 'before', 'after'] : ['as-it-comes']
  let best: TimedRoute | undefined
  for (const split of splits) {
    const parts = splitLegs(nodes, split)
    const begins = chooseTimes(parts)
    const next = begins && { nodes: parts, begins }
    if (next && (!best || missedSeconds(next) < missedSeconds(best))) best = next
  }
  if (best) return best
  throw new VroomRefusal(
    'optimize-steps-invalid',
    'the times of these steps exclude each other',
    `${traveller.vehicle.pointer}/steps`,
  )
}

/** Every route has a beginning and an end in time, be they places or not. */
function closeEnds(steps: readonly GivenStep[]): readonly Stay[] {
  return [
    ...(steps[0]?.kind === 'start' ? [] : [{ kind: 'start', index: 0 } as const]),
    ...steps,
    ...(steps.at(-1)?.kind === 'end' ? [] : [{ kind: 'end', index: 0 } as const]),
  ]
}

function missedSeconds({ nodes, begins }: TimedRoute): number {
  return nodes.reduce(
    (sum, { windows }, i) => sum + missWindow(windows, begins[i] ?? Number.NaN).seconds,
    0,
  )
}

/** What being late at the tasks of a route costs, and its overtime. */
export function priceLateness({ nodes, begins }: TimedRoute): { tasks: number; end: number } {
  const price = (kind: RouteNode['kind']) =>
    nodes.reduce(
      (sum, node, i) => sum + (node.kind === kind ? lateness(node.late, begins[i] ?? 0) : 0),
      0,
    )
  return { tasks: price('task'), end: price('end') }
}
