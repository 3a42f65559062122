export interface Digraph {
  readonly first: Uint32Array
  readonly head: Uint32Array
}

/**
 * Strongly connected components (Tarjan's algorithm, with a stack of its own in place of recursion).
 * @returns the number of each node's component
 */
export function findComponents({ first, head }: Digraph): Uint32Array {
  const count = first.length - 1
  const component = new Uint32Array(count)
  /** Order of discovery, from 1; 0 = not yet. Once a node's component is known it is out of the way, at DONE. */
  const order = new Uint32Array(count)
  const low = new Uint32Array(count)
  const edge = first.slice(0, count)
  const path = new Uint32Array(count)
  const open = new Uint32Array(count)
  const DONE = 0xffffffff
  let [found, components, opened] = [0, 0, 0]

  for (let root = 0; root < count; root++) {
    if (order[root]) continue
    let depth = 0
    path[0] = root
    while (depth >= 0) {
      const node = path[depth] as number
      if (!order[node]) {
        order[node] = low[node] = ++found
        open[opened++] = node
      }
      const next = nextHead(node)
      if (next >= 0) {
        path[++depth] = next
        continue
      }
      if (low[node] === order[node]) closeComponent(node)
      depth--
      if (depth >= 0) lower(path[depth] as number, low[node] as number)
    }
  }
  return component

  /** The next undiscovered node after `node`, or −1; edges to discovered ones are taken into account on the way. */
  function nextHead(node: number): number {
    const end = first[node + 1] as number
    while ((edge[node] as number) < end) {
      const to = head[edge[node] as number] as number
      edge[node] = (edge[node] as number) + 1
      if (!order[to]) return to
      lower(node, order[to])
    }
    return -1
  }

  function lower(node: number, value: number): void {
    if (value < (low[node] as number)) low[node] = value
  }

  function closeComponent(root: number): void {
    let node: number
    do {
      node = open[--opened] as number
      component[node] = components
      order[node] = low[node] = DONE
    } while (node !== root)
    components++
  }
}
