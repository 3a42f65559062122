import { splitLegs, beginAt, beginInTime } from './split-legs.ts'
import { layNodes, type RouteNode, type Stay, type Traveller } from './route-node.ts'

/** A partial route: all steps up to one, and so many breaks taken. */
interface State {
  /** When the next thing can begin. */
  readonly ready: number
  readonly before: State | undefined
  /** How many breaks were taken on the leg to here. */
  readonly breaks: number
}

/**
 * The route that ends earliest of those that serve the tasks in this order and take every break in
 * its turn. Being earlier never hurts, so the earliest time per step and number of breaks taken is
 * all there is to know of the way there.
 * @returns undefined when no route keeps all times
 */
export function placeBreaks(
  traveller: Traveller,
  tasks: readonly number[],
): RouteNode[] | undefined {
  const { vehicle } = traveller
  const stays: Stay[] = [
    { kind: 'start', index: 0 },
    ...tasks.map((index) => ({ kind: 'task', index }) as const),
    { kind: 'end', index: 0 },
  ]
  const owed = vehicle.breaks.flatMap(({ windows }, index) =>
    windows.some(([, closes]) => closes >= (vehicle.underway?.departAt ?? 0)) ? [index] : [],
  )
  const rests = layNodes(
    traveller,
    owed.map((index) => ({ kind: 'break', index })),
  )
  const [start, ...others] = layNodes(traveller, stays)
  if (!start) return undefined
  let states: (State | undefined)[] = [{ ready: beginAt(start, 0), before: undefined, breaks: 0 }]
  for (const node of others) states = advance(states, node, rests)
  const end = states[owed.length]
  if (!end) return undefined
  const taken = countBreaks(end)
  let next = 0
  const whole = stays.flatMap((stay, step) => [
    ...owed
      .slice(next, (next += taken[step] ?? 0))
      .map((index) => ({ kind: 'break', index }) as const),
    stay,
  ])
  return splitLegs(layNodes(traveller, whole), 'as-it-comes')
}

/** One step further, with any number of the breaks still owed on the leg. */
function advance(
  states: readonly (State | undefined)[],
  node: RouteNode,
  rests: readonly RouteNode[],
): (State | undefined)[] {
  const next: (State | undefined)[] = []
  states.forEach((state, taken) => {
    if (!state) return
    let clock = state.ready
    let rest = node.travel
    for (let breaks = 0; ; breaks++) {
      const begin = beginInTime(node, clock + rest)
      const best = next[taken + breaks]
      const ready = begin + node.setup + node.service
      if (ready < (best?.ready ?? Infinity)) next[taken + breaks] = { ready, before: state, breaks }
      const pause = rests[taken + breaks]
      if (!pause) break
      const pauseAt = beginInTime(pause, clock)
      if (pauseAt === Infinity) break
      rest -= Math.min(rest, pauseAt - clock)
      clock = pauseAt + pause.service
    }
  })
  return next
}

/** Breaks on the leg to each step, from the first on. */
function countBreaks(end: State): number[] {
  const counts: number[] = []
  for (let state: State | undefined = end; state; state = state.before) counts.unshift(state.breaks)
  return counts
}
