import { isInside, signedArea } from './nest-rings.ts'
import type { Places } from './places.ts'

/**
 * Where an area's label goes: its centre of gravity, or, where that lies outside (a horseshoe, a lake with an island),
 * the middle of the widest stretch inside at that height.
 * @param rings as `nestRings` gives them; the first is the largest outer one
 */
export function labelPlace(rings: readonly number[][], places: Places): [number, number] {
  const [outer = []] = rings
  const centre = gravityCentre(outer, places)
  const [x, y] = centre
  const inside = rings.filter((ring) => isInside(x, y, ring, places)).length % 2 === 1
  return inside ? centre : [widestMiddle(rings, y, places) ?? x, y]
}

function gravityCentre(ring: readonly number[], places: Places): [number, number] {
  const { xs, ys } = places
  const x0 = xs.at(ring[0] as number)
  const y0 = ys.at(ring[0] as number)
  let sumX = 0
  let sumY = 0
  for (let i = 1; i < ring.length; i += 1) {
    const ax = xs.at(ring[i - 1] as number) - x0
    const ay = ys.at(ring[i - 1] as number) - y0
    const bx = xs.at(ring[i] as number) - x0
    const by = ys.at(ring[i] as number) - y0
    const cross = ax * by - bx * ay
    sumX += (ax + bx) * cross
    sumY += (ay + by) * cross
  }
  const six = 6 * signedArea(ring, places)
  return [Math.round(x0 + sumX / six), Math.round(y0 + sumY / six)]
}

/** On the parallel through `y`; undefined when no ring reaches it. */
function widestMiddle(rings: readonly number[][], y: number, { xs, ys }: Places) {
  const crossings: number[] = []
  for (const ring of rings)
    for (let i = 1; i < ring.length; i += 1) {
      const ay = ys.at(ring[i - 1] as number)
      const by = ys.at(ring[i] as number)
      if (ay > y === by > y) continue
      const ax = xs.at(ring[i - 1] as number)
      crossings.push(ax + ((y - ay) / (by - ay)) * (xs.at(ring[i] as number) - ax))
    }
  crossings.sort((a, b) => a - b)
  let widest: [number, number] | undefined
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const [from, to] = [crossings[i] as number, crossings[i + 1] as number]
    if (!widest || to - from > widest[1] - widest[0]) widest = [from, to]
  }
  return widest && Math.round((widest[0] + widest[1]) / 2)
}
