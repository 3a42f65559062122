import type { RouteNode } from './route-node.ts'

/** Seconds by which a time may be missed, as in the solver: sums of fractions differ with their order. */
const GRAIN = 1e-6

/** How much of a leg is travelled before its breaks. */
export type LegSplit = 'before' | 'after' | 'as-it-comes'

/**
 * A journey may be interrupted by breaks anywhere. Travels as much of a leg before each of its breaks
 * as there is time until the break may begin (`as-it-comes`), all of it, or none.
 */
export function splitLegs(nodes: readonly RouteNode[], split: LegSplit): RouteNode[] {
  const shares = nodes.map(() => 0)
  let clock = -Infinity
  for (let at = 0; at < nodes.length;) {
    let next = at
    while (nodes[next]?.kind === 'break') next++
    const leg = nodes[next]?.travel ?? 0
    let rest = leg
    for (; at < next; at++) {
      const node = nodes[at] as RouteNode
      const begin = beginAt(node, clock)
      const share =
        split === 'after' ? 0 : split === 'before' ? rest : Math.min(rest, begin - clock)
      shares[at] = share
      rest -= share
      clock = Math.max(begin, clock + share) + node.service
    }
    if (at === nodes.length) break
    const node = nodes[at] as RouteNode
    shares[at] = rest
    clock = beginAt(node, clock + rest) + node.setup + node.service
    at++
  }
  return nodes.map((node, at) => ({ ...node, travel: shares[at] as number }))
}

/** The first moment from `ready` on that a step may begin; at once where it is too late for that. */
export function beginAt(
  { windows, earliest }: Pick<RouteNode, 'windows' | 'earliest'>,
  ready: number,
): number {
  const from = Math.max(ready, earliest)
  const open = windows.filter(([, closes]) => from <= closes + GRAIN).map(([opens]) => opens)
  return open.length === 0 ? from : Math.max(from, Math.min(...open))
}

/** The same, Infinity where it is too late. */
export function beginInTime(
  node: Pick<RouteNode, 'windows' | 'earliest' | 'latest'>,
  ready: number,
): number {
  const at = beginAt(node, ready)
  const isOpen =
    node.windows.length === 0 ||
    node.windows.some(([opens, closes]) => at >= opens && at <= closes + GRAIN)
  return isOpen && at <= node.latest + GRAIN ? at : Infinity
}
