import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LetteredStreets } from '../support/lettered-streets.ts'
import { plain } from '../support/plain-profile.ts'
import { randomTown, type RandomTown } from '../support/random-town.ts'
import { ReferenceTurns } from '../support/reference-turns.ts'

/** Rounding of lengths and of angles to whole degrees, over a whole trip. */
const TOLERANCE_MS = 60

const profiles = [
  { ...plain, turns: { near: 4, across: 7, deadEnd: 5, uTurn: null } },
  { ...plain, turns: { near: 2, across: 3, deadEnd: 5, uTurn: 20 } },
]

describe('the graph of any town', () => {
  test('has the same lightest trips as the map itself, and leaves out nothing that belongs to it', async () => {
    let [trips, bound] = [0, 0]
    await fc.assert(
      fc.asyncProperty(randomTown, fc.constantFrom(...profiles), async (town, profile) => {
        const streets = await LetteredStreets.build(town.map)
        const { graph, report } = streets.graph(profile)
        const reference = new ReferenceTurns(town.map, town.rules, town.barriers, profile.turns)
        const kept = new Map([...new Set(graph.arcOf)].map((arc) => [streets.name(arc), arc]))
        bound += report.restrictions
        fc.pre(kept.size > 0)
        for (const [name, arc] of kept) {
          const found = streets.weightsFrom(graph, arc)
          const expected = reference.weightsFrom(name, new Set(kept.keys()))
          expect([...found.keys()].sort(), name).toEqual([...expected.keys()].sort())
          expect(found.size, `all from ${name}`).toBe(kept.size)
          for (const [to, weight] of found) {
            const difference = Math.abs(weight - (expected.get(to) ?? Infinity))
            expect(difference, `${name} to ${to}`).toBeLessThan(TOLERANCE_MS)
          }
          trips += found.size
        }
        const circuits = reference.circuits().map((pieces) => [...pieces].sort().join())
        expect(circuits).toContain([...kept.keys()].sort().join())
      }),
      { numRuns: 150 },
    )
    expect(trips).toBeGreaterThan(10_000)
    expect(bound).toBeGreaterThan(100)
  })

  test('is the same for the same map', async () => {
    await fc.assert(
      fc.asyncProperty(randomTown, async ({ map }: RandomTown) => {
        const [one, other] = [await LetteredStreets.build(map), await LetteredStreets.build(map)]
        expect(one.graph(plain)).toEqual(other.graph(plain))
      }),
      { numRuns: 20 },
    )
  })
})
