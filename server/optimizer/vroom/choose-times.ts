import type { RouteNode } from './route-node.ts'

/** A second outside a window weighs more than any price. */
const VIOLATION = 1e9
/** Less is rounding. */
const NOTHING = 1e-6

/**
 * When each step of a route begins: with the fewest seconds outside windows, then the lowest price of
 * being late, then the earliest end, and of all those the latest departure, so that nobody waits who
 * could still be at home; after that as early as possible.
 *
 * With u = t − (work and travel until then) the order of the steps is u₀ ≤ u₁ ≤ …, and what a step
 * costs is piecewise linear in u. So some best u lies on the ends of windows only, and a table of
 * steps × ends, filled from the last step on, has all of them. The best solutions form a lattice (the
 * costs are separable, the order is a chain), hence the earliest of each step is one of them.
 * @returns undefined when the hard times exclude each other
 */
export function chooseTimes(nodes: readonly RouteNode[]): number[] | undefined {
  const work = workBefore(nodes)
  const ends = [
    ...new Set(nodes.flatMap((node, i) => endsOf(node).map((t) => t - (work[i] as number)))),
  ]
  const candidates = (ends.length === 0 ? [0] : ends).sort((a, b) => a - b)
  const table = tabulate(nodes, work, candidates)
  const first = argBest(table[0], candidates.length)
  if (first === undefined) return undefined
  const finish = follow(table, first).at(-1) ?? 0
  // Nothing may end later than that: the departure is the latest of those left.
  const within = candidates.slice(0, finish + 1)
  const last = tabulate(nodes, work, within)
  const chosen = follow(last, argLast(last[0], within.length))
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

/** One row per step: the least that it and all after it cost when it begins at a candidate or later. */
interface Row {
  readonly costs: Float64Array
  /** The least of `costs` from each candidate on. */
  readonly least: Float64Array
}

function tabulate(
  nodes: readonly RouteNode[],
  work: readonly number[],
  candidates: readonly number[],
): Row[] {
  const rows: Row[] = []
  for (let i = nodes.length - 1; i >= 0; i--) {
    const next = rows[0]
    const costs = new Float64Array(candidates.length)
    const least = new Float64Array(candidates.length)
    for (let k = candidates.length - 1; k >= 0; k--) {
      const time = (candidates[k] as number) + (work[i] as number)
      costs[k] = costOf(nodes[i] as RouteNode, time) + (next ? (next.least[k] as number) : 0)
      least[k] = Math.min(costs[k] as number, least[k + 1] ?? Infinity)
    }
    rows.unshift({ costs, least })
  }
  return rows
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
function follow(table: readonly Row[], first: number): number[] {
  let at = first
  return table.map(({ costs, least }, i) => {
    const best = least[at] as number
    if (i > 0) while (costs[at] !== best) at++
    return at
  })
}

function argBest(row: Row | undefined, count: number): number | undefined {
  if (!row || !((row.least[0] as number) < Infinity)) return undefined
  for (let at = 0; at < count; at++) if (row.costs[at] === row.least[0]) return at
  return undefined
}

function argLast(row: Row | undefined, count: number): number {
  let last = 0
  for (let at = 0; at < count; at++) if (row?.costs[at] === row?.least[0]) last = at
  return last
}
