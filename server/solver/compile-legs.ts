import { DEFAULT_WEIGHTS } from './problem.ts'
import type { Problem, TravelMatrix, Weights } from './problem.ts'

/** What one kind of travel takes between nodes; shared by the vehicles that travel alike. */
export interface Legs {
  /** Names all that the legs depend on. */
  readonly kind: string
  readonly time: Float64Array
  readonly cost: Float64Array
  /** Empty unless somebody's metres are limited. */
  readonly metres: Float64Array
  /** The dearest leg there is a way for. */
  readonly longest: number
}

/** Per vehicle. A place that is undefined is nowhere: from and to there every leg is nothing. */
export function compileLegs(problem: Problem, places: readonly (number | undefined)[]): Legs[] {
  const limitsMetres = problem.vehicles.some(({ maxMetres = Infinity }) => maxMetres < Infinity)
  const times = new Map<string, Float64Array>()
  const lengths = new Map<number, Float64Array>()
  const kinds = new Map<string, Legs>()
  return problem.vehicles.map((vehicle) => {
    const { matrix: m = 0, speed = 1, weights = DEFAULT_WEIGHTS } = vehicle
    const matrix = problem.matrices[m]
    if (!matrix) throw new RangeError(`There is no matrix ${m}`)
    const pace = `${m} ${speed}`
    const kind = matrix.costs ? pace : `${pace} ${weights.perSecond} ${weights.perMetre}`
    return keep(kinds, kind, () => {
      const { cost, longest } = layOutCosts(matrix, places, speed, weights)
      const time = keep(times, pace, () =>
        layOut(matrix, places, (cell) => roundUp((matrix.durations[cell] ?? Number.NaN) / speed)),
      )
      const metres = limitsMetres
        ? keep(lengths, m, () =>
            layOut(matrix, places, (cell) => roundUp(matrix.distances[cell] ?? Number.NaN)),
          )
        : new Float64Array()
      return { kind, time, cost, metres, longest }
    })
  })
}

/** To the grid of the model's times. */
export function roundUp(value: number): number {
  return Math.ceil(value * 1024) / 1024
}

export function roundDown(value: number): number {
  return Math.floor(value * 1024) / 1024
}

function keep<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const found = known.get(key) ?? make()
  known.set(key, found)
  return found
}

function layOut(
  { size }: TravelMatrix,
  places: readonly (number | undefined)[],
  read: (cell: number) => number,
): Float64Array {
  const count = places.length
  const laid = new Float64Array(count * count)
  places.forEach((from, i) => {
    if (from === undefined) return
    places.forEach((to, j) => {
      if (to !== undefined) laid[i * count + j] = read(from * size + to)
    })
  })
  return laid
}

function layOutCosts(
  matrix: TravelMatrix,
  places: readonly (number | undefined)[],
  speed: number,
  weights: Weights,
) {
  let longest = 0
  const cost = layOut(matrix, places, (cell) => {
    const price = priceCell(matrix, cell, speed, weights)
    if (price > longest && price < Infinity) longest = price
    return price
  })
  return { cost, longest }
}

/** Price of a leg; Infinity where there is no way, whatever else stands there. */
export function priceCell(
  { durations, distances, costs }: TravelMatrix,
  cell: number,
  speed: number,
  { perSecond, perMetre }: Weights,
): number {
  const seconds = (durations[cell] ?? Number.NaN) / speed
  if (seconds === Infinity) return Infinity
  if (costs) return costs[cell] ?? Number.NaN
  return perSecond * seconds + perMetre * (distances[cell] ?? Number.NaN)
}
