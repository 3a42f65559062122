import type { RouteNode } from './route-node.ts'
import { beginInTime } from './split-legs.ts'

/**
 * When each step begins, where all windows can be kept: being earlier never hurts there, so that the
 * earliest times are the least late and end first. Of all such times those with the latest departure.
 * @returns undefined when some window or hard time is missed however early one is
 */
export function keepTimes(nodes: readonly RouteNode[]): number[] | undefined {
  const earliest = follow(nodes, 0)
  if (earliest.includes(Infinity)) return undefined
  let latest = earliest.at(-1) ?? 0
  for (let i = nodes.length - 2; i >= 0; i--) {
    const [node, next] = [nodes[i] as RouteNode, nodes[i + 1] as RouteNode]
    const limit = latest - next.travel - node.setup - node.service
    latest = Math.max(earliest[i] as number, lastIn(node, limit, earliest[i] as number))
  }
  return follow(nodes, latest)
}

/** Each step as early as it may be. */
function follow(nodes: readonly RouteNode[], departure: number): number[] {
  let ready = departure
  return nodes.map((node, i) => {
    const at = beginInTime(node, ready + (i === 0 ? 0 : node.travel))
    ready = at + node.setup + node.service
    return at
  })
}

/** The last moment up to a limit that lies in a window, no later than costs anything. */
function lastIn({ windows, latest, late }: RouteNode, limit: number, earliest: number): number {
  const free = late && late.perSecond > 0 ? Math.max(earliest, late.after) : Infinity
  const most = Math.min(limit, latest, free)
  if (windows.length === 0) return most
  return windows.reduce(
    (last, [opens, closes]) => (opens <= most ? Math.max(last, Math.min(closes, most)) : last),
    earliest,
  )
}
