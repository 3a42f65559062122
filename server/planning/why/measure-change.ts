import { measureRoad, type Problem } from '../../solver/index.ts'

/** More on the way, whole seconds and metres. */
export interface Change {
  readonly seconds: number
  readonly metres: number
}

interface ChangedTour {
  readonly vehicle: number
  readonly before: readonly number[]
  readonly after: readonly number[]
}

/** What people are longer on the way by when tours change. */
export function measureChange(problem: Problem, tours: readonly ChangedTour[]): Change {
  const sum = { seconds: 0, metres: 0 }
  for (const { vehicle, before, after } of tours) {
    const [old, now] = [before, after].map((tour) => measureRoad(problem, vehicle, tour))
    sum.seconds += (now?.travelSeconds ?? 0) - (old?.travelSeconds ?? 0)
    sum.metres += (now?.metres ?? 0) - (old?.metres ?? 0)
  }
  return { seconds: Math.round(sum.seconds), metres: Math.round(sum.metres) }
}
