import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findComponents } from '../../../server/roads/network/find-components.ts'

const edges = fc
  .integer({ min: 1, max: 12 })
  .chain((nodes) =>
    fc.tuple(
      fc.constant(nodes),
      fc.array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1)), { maxLength: 30 }),
    ),
  )

test('two nodes are in one component when each is reached from the other', () => {
  fc.assert(
    fc.property(edges, ([nodes, pairs]) => {
      const component = findComponents(makeDigraph(nodes, pairs))
      const reached = Array.from({ length: nodes }, (_, node) => reach(node, pairs))
      for (let a = 0; a < nodes; a++)
        for (let b = 0; b < nodes; b++)
          expect(component[a] === component[b], `${a} and ${b}`).toBe(
            reached[a]?.has(b) === true && reached[b]?.has(a) === true,
          )
    }),
    { numRuns: 500 },
  )
})

test('a path of 200,000 nodes is walked without recursion', () => {
  const nodes = 200_000
  const first = Uint32Array.from({ length: nodes + 1 }, (_, i) => Math.min(i, nodes - 1))
  const head = Uint32Array.from({ length: nodes - 1 }, (_, i) => i + 1)
  expect(new Set(findComponents({ first, head })).size).toBe(nodes)
})

function makeDigraph(nodes: number, pairs: readonly (readonly [number, number])[]) {
  const sorted = pairs.toSorted(([a], [b]) => a - b)
  const first = Uint32Array.from(
    { length: nodes + 1 },
    (_, node) => sorted.filter(([tail]) => tail < node).length,
  )
  return { first, head: Uint32Array.from(sorted, ([, head]) => head) }
}

function reach(start: number, pairs: readonly (readonly [number, number])[]): Set<number> {
  const reached = new Set([start])
  for (const node of reached) for (const [tail, head] of pairs) if (tail === node) reached.add(head)
  return reached
}
