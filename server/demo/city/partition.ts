import { at, distance, type Point } from './plane.ts'

/** Places joined by shared borders; `neighbours` gives the border's length in metres. */
export interface Places {
  readonly weight: readonly number[]
  readonly centre: readonly Point[]
  readonly neighbours: readonly ReadonlyMap<number, number>[]
}

/**
 * Divides places into `count` connected regions of about equal weight: seeds far apart, each time
 * the lightest region takes the neighbour that keeps it compact, then single places change sides
 * while that evens the weights. Returns the region of each place.
 */
export function partition(places: Places, count: number): number[] {
  const region = places.weight.map(() => -1)
  const members = spreadSeeds(places, count).map((seed, index) => {
    region[seed] = index
    return [seed]
  })
  const load = members.map(([seed]) => at(places.weight, seed ?? 0))
  const open = new Set(members.keys())
  while (open.size > 0) {
    const lightest = [...open].reduce((a, b) => (at(load, b) < at(load, a) ? b : a))
    const place = nextPlace(places, region, at(members, lightest))
    if (place === undefined) {
      open.delete(lightest)
      continue
    }
    region[place] = lightest
    at(members, lightest).push(place)
    load[lightest] = at(load, lightest) + at(places.weight, place)
  }
  evenOut(places, region, load)
  return region
}

function spreadSeeds({ weight, centre }: Places, count: number): number[] {
  const total = weight.reduce((sum, each) => sum + each, 0)
  const middle: Point = [0, 1].map((axis) =>
    centre.reduce((sum, point, i) => sum + (point[axis] ?? 0) * (at(weight, i) / total), 0),
  ) as [number, number]
  const byDistance = centre
    .map((_, i) => i)
    .sort((a, b) => distance(at(centre, a), middle) - distance(at(centre, b), middle))
  const seeds = [at(byDistance, 0)]
  while (seeds.length < count) {
    // Distance counts less where few people live, or every seed would go to the coast.
    const score = (i: number): number =>
      Math.min(...seeds.map((seed) => distance(at(centre, i), at(centre, seed)))) *
      Math.sqrt(at(weight, i) + 1)
    const free = byDistance.filter((i) => !seeds.includes(i))
    seeds.push(free.reduce((a, b) => (score(b) > score(a) ? b : a)))
  }
  return seeds
}

function nextPlace(
  { centre, neighbours }: Places,
  region: number[],
  members: number[],
): number | undefined {
  const seed = at(centre, at(members, 0))
  const border = new Map<number, number>()
  for (const member of members) {
    for (const [place, length] of at(neighbours, member)) {
      if (region[place] === -1) border.set(place, (border.get(place) ?? 0) + length)
    }
  }
  let best: number | undefined
  let bestScore = Infinity
  for (const [place, length] of border) {
    const score = distance(at(centre, place), seed) - 0.6 * length
    if (score < bestScore) [best, bestScore] = [place, score]
  }
  return best
}

const rounds = 40

function evenOut({ weight, neighbours }: Places, region: number[], load: number[]): void {
  for (let round = 0; round < rounds; round++) {
    let moved = false
    for (const [place, mass] of weight.entries()) {
      const home = at(region, place)
      for (const other of neighbourRegions(neighbours, region, place)) {
        if (at(load, other) + mass >= at(load, home)) continue
        if (!staysConnected(neighbours, region, place)) break
        region[place] = other
        load[home] = at(load, home) - mass
        load[other] = at(load, other) + mass
        moved = true
        break
      }
    }
    if (!moved) return
  }
}

function neighbourRegions(
  neighbours: Places['neighbours'],
  region: number[],
  place: number,
): Set<number> {
  const regions = new Set([...at(neighbours, place).keys()].map((other) => at(region, other)))
  regions.delete(at(region, place))
  return regions
}

function staysConnected(
  neighbours: Places['neighbours'],
  region: number[],
  leaving: number,
): boolean {
  const home = at(region, leaving)
  const rest = region.flatMap((each, place) => (each === home && place !== leaving ? [place] : []))
  const [first] = rest
  if (first === undefined) return false
  const reached = new Set([first])
  for (const place of reached) {
    for (const other of at(neighbours, place).keys()) {
      if (other !== leaving && region[other] === home) reached.add(other)
    }
  }
  return reached.size === rest.length
}
