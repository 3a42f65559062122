import type { Searches } from './searches.ts'
import { unpackEdge } from './unpack-edge.ts'
import { UNREACHED, type UpwardSearch } from './upward-search.ts'
import type { Seeds } from './weighted-graph.ts'

export interface Path {
  readonly weight: number
  readonly duration: number
  readonly distance: number
  /** Nodes of the graph, from that of a seed of the source to that of a seed of the target. */
  readonly nodes: number[]
}

/** The lightest trip from one point of `sources` to one of `targets`, node by node; undefined where there is none. */
export function findPath(
  searches: Searches,
  sources: Seeds,
  targets: Seeds,
  source: number,
  target: number,
): Path | undefined {
  const direct = findTripWithoutEdge(sources, source, targets, target)
  searches.beginForward(sources, source)
  searches.beginBackward(targets, target)
  const met = meet(searches, direct?.weight ?? UNREACHED)
  return met ? unpackPath(searches, sources, met) : direct
}

interface Meeting {
  readonly forwardStep: number
  readonly backwardStep: number
}

function findTripWithoutEdge(
  sources: Seeds,
  source: number,
  targets: Seeds,
  target: number,
): Path | undefined {
  let path: Path | undefined
  for (let i = sources.first[source]!; i < sources.first[source + 1]!; i += 1) {
    const node = sources.node[i]!
    for (let j = targets.first[target]!; j < targets.first[target + 1]!; j += 1) {
      const weight = sources.weight[i]! + targets.weight[j]!
      if (targets.node[j] !== node || weight < 0 || weight >= (path?.weight ?? UNREACHED)) continue
      const duration = sources.duration[i]! + targets.duration[j]!
      const distance = sources.distance[i]! + targets.distance[j]!
      path = { weight, duration, distance, nodes: [node] }
    }
  }
  return path
}

/** Both searches in turn, until nothing lighter than `limit` and than the lightest meeting can come. */
function meet({ forward, backward }: Searches, limit: number): Meeting | undefined {
  let best = limit
  let met: Meeting | undefined
  // No label of a search is lighter than its lightest seed.
  const leastForward = forward.minWeight()
  const leastBackward = backward.minWeight()
  const join = (forwardStep: number, backwardStep: number) => {
    if (forwardStep < 0 || backwardStep < 0) return
    const sum = forward.weight[forwardStep]! + backward.weight[backwardStep]!
    if (sum >= best) return
    best = sum
    met = { forwardStep, backwardStep }
  }
  const mayGoOn = (search: UpwardSearch, leastOther: number) =>
    search.minWeight() < Math.min(UNREACHED, best - leastOther)
  for (;;) {
    const goesForward = mayGoOn(forward, leastBackward)
    const goesBackward = mayGoOn(backward, leastForward)
    if (!goesForward && !goesBackward) return met
    if (goesForward) {
      const step = forward.settleNext()
      if (step >= 0) join(step, backward.stepAt(forward.node[step]!))
    }
    if (goesBackward) {
      const step = backward.settleNext()
      if (step >= 0) join(forward.stepAt(backward.node[step]!), step)
    }
  }
}

function unpackPath(
  { forward, backward, ends, graph, hierarchy }: Searches,
  sources: Seeds,
  { forwardStep, backwardStep }: Meeting,
): Path {
  const climb: number[] = []
  let step = forwardStep
  for (; forward.edge[step]! >= 0; step = forward.origin[step]!) climb.push(forward.edge[step]!)
  const nodes = [sources.node[forward.origin[step]!]!]
  for (const edge of climb.reverse()) unpackEdge(graph, hierarchy, 'up', edge, nodes)
  for (step = backwardStep; backward.edge[step]! >= 0; step = backward.origin[step]!) {
    unpackEdge(graph, hierarchy, 'down', backward.edge[step]!, nodes)
  }
  nodes.push(ends.node[backward.origin[step]!]!)
  return {
    weight: forward.weight[forwardStep]! + backward.weight[backwardStep]!,
    duration: forward.duration[forwardStep]! + backward.duration[backwardStep]!,
    distance: forward.distance[forwardStep]! + backward.distance[backwardStep]!,
    nodes,
  }
}
