import { keepTimes } from './keep-times.ts'
import type { RouteNode } from './route-node.ts'

/** A second outside a window weighs more than any price. */
const VIOLATION = 1e9
/** Less is rounding. */
const NOTHING = 1e-6

/**
 * When each step of a route begins: with the fewest seconds outside windows, then the lowest price of
 * being late, then the earliest end, and of all those the latest departure, so that nobody waits who
 * could still be at home; after that as early as possible.
 * @returns undefined when the hard times exclude each other
 */
export function chooseTimes(nodes: readonly RouteNode[]): number[] | undefined {
  return keepTimes(nodes) ?? missFewest(nodes)
}

/**
 * The same where windows are missed.
 *
 * With u = t − (work and travel until then) the order of the steps is u₀ ≤ u₁ ≤ …, and what a step
 * costs is piecewise linear in u. So some best u lies on the ends of windows only, and a table of
 * steps × ends, filled from the last step on, has all of them. The best solutions form a lattice (the
 * costs are separable, the order is a chain), hence the earliest of each step is one of them.
 */
export function missFewest(nodes: readonly RouteNode[]): number[] | undefined {
  const work = workBefore(nodes)
  const ends = [
    ...new Set(nodes.flatMap((node, i) => endsOf(node).map((t) => t - (work[i] as number)))),
  ]
  const candidates = (ends.length === 0 ? [0] : ends).sort((a, b) => a - b)
  const { cheapest } = tabulate(nodes, work, candidates)
  if (!cheapest) return undefined
  const finish = follow(cheapest, 0).at(-1) ?? 0
  // Nothing may end later than that: the departure is the latest of those left.
  const within = candidates.slice(0, finish + 1)
  const table = tabulate(nodes, work, within)
  const chosen = follow(table.cheapest ?? cheapest, table.lastDeparture)
  return chosen.map((at, i) => (within[at] as number) + (work[i] as number))
}

/** Seconds of travel, set-up and service from the beginning of the first step to that of each. */
function workBefore(nodes: readonly RouteNode[]): number[] {
  let total = 0
  return nodes.map((node, i) => {
    const before = nodes[i - 1]
    if (before) total += before.setup + before.service + node.travel
    return total
  })
}

function endsOf({ windows, earliest, latest, late }: RouteNode): number[] {
  const hard = earliest > 0 || latest < Infinity ? [earliest, latest] : []
  return [...windows.flat(), ...hard, late?.after ?? Infinity].filter((time) => time < Infinity)
}

interface Table {
  /** Per step, from each candidate on the first at which it and all after it cost least; undefined = no times at all. */
  readonly cheapest: readonly Int32Array[] | undefined
  /** The last candidate at which the first step may begin without costing more. */
  readonly lastDeparture: number
}

function tabulate(
  nodes: readonly RouteNode[],
  work: readonly number[],
  candidates: readonly number[],
): Table {
  const count = candidates.length
  const cheapest: Int32Array[] = []
  let least = new Float64Array(count)
  let lastDeparture = 0
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i] as RouteNode
    const after = least
    const from = new Int32Array(count)
    least = new Float64Array(count)
    lastDeparture = count - 1
    for (let k = count - 1; k >= 0; k--) {
      const cost =
        costOf(node, (candidates[k] as number) + (work[i] as number)) + (after[k] as number)
      const isLeast = k === count - 1 || cost <= (least[k + 1] as number)
      if (k < count - 1 && cost < (least[k + 1] as number)) lastDeparture = k
      least[k] = isLeast ? cost : (least[k + 1] as number)
      from[k] = isLeast ? k : (from[k + 1] as number)
    }
    cheapest[i] = from
  }
  return { cheapest: (least[0] as number) < Infinity ? cheapest : undefined, lastDeparture }
}

function costOf({ windows, earliest, latest, late }: RouteNode, time: number): number {
  if (time < earliest - NOTHING || time > latest + NOTHING) return Infinity
  return missWindow(windows, time).seconds * VIOLATION + lateness(late, time)
}

/** Seconds to the nearest window. */
export function missWindow(
  windows: RouteNode['windows'],
  time: number,
): { seconds: number; isEarly: boolean } {
  let nearest = { seconds: windows.length === 0 ? 0 : Infinity, isEarly: false }
  for (const [opens, closes] of windows) {
    const seconds = Math.max(opens - time, time - closes, 0)
    if (seconds < nearest.seconds) nearest = { seconds, isEarly: time < opens }
  }
  return nearest.seconds < NOTHING ? { seconds: 0, isEarly: false } : nearest
}

/** What being late costs. */
export function lateness(late: RouteNode['late'], time: number): number {
  const seconds = late ? Math.max(0, time - late.after) : 0
  return seconds < NOTHING ? 0 : seconds * (late?.perSecond ?? 0)
}

/** From a candidate of the first step on, the earliest best candidate of each. */
function follow(cheapest: readonly Int32Array[], first: number): number[] {
  let at = first
  return cheapest.map((from) => (at = from[at] as number))
}
