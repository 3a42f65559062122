import type { RoadMatrix, RoadPoint } from '../engine/road-queries.ts'

/** A matrix over all points from one over those that met a street; the others have no way anywhere. */
export function spreadMatrix(
  inner: RoadMatrix,
  sources: readonly (RoadPoint | null)[],
  targets: readonly (RoadPoint | null)[],
): RoadMatrix {
  const durations = new Float64Array(sources.length * targets.length).fill(Infinity)
  const distances = durations.slice()
  let cell = 0
  sources.forEach((source, row) => {
    targets.forEach((target, column) => {
      if (!source || !target) return
      durations[row * targets.length + column] = inner.durations[cell] as number
      distances[row * targets.length + column] = inner.distances[cell] as number
      cell++
    })
  })
  return { durations, distances, sources, targets }
}
