import { compileProblem } from '../../../server/solver/compile-problem.ts'
import type { Problem, Stop, Vehicle } from '../../../server/solver/problem.ts'
import { Tours, loadTours } from '../../../server/solver/tours.ts'

/**
 * A town of blocks: every place is named by a letter and lies on a grid, the depot at [0, 0]; one
 * block takes one second, so a leg costs |Δx| + |Δy|. Tours are written "depot A C | B depot".
 */
export interface Town {
  readonly problem: Problem
  /** Row 0 is the depot; may be written to, before `read`. */
  readonly durations: Float64Array
  /** The search's plan for tours as a string. */
  read(text: string): Tours
  write(tours: readonly (readonly number[])[]): string
  /** Stop index of a letter. */
  stop(letter: string): number
}

export interface TownPlan {
  readonly places: Readonly<Record<string, readonly [x: number, y: number]>>
  /** One per vehicle; the default is a day without end from the depot and back. */
  readonly vehicles?: readonly Partial<Vehicle>[]
  readonly stops?: Readonly<Record<string, Partial<Stop>>>
}

export function layOutTown({ places, vehicles = [{}], stops = {} }: TownPlan): Town {
  const letters = Object.keys(places)
  const at = [[0, 0] as const, ...Object.values(places)]
  const durations = Float64Array.from(
    at.flatMap(([x, y]) => at.map(([u, v]) => Math.abs(x - u) + Math.abs(y - v))),
  )
  const problem: Problem = {
    stops: letters.map((letter, s) => ({
      id: s,
      location: s + 1,
      serviceSeconds: 0,
      windows: [],
      prize: Infinity,
      ...stops[letter],
    })),
    vehicles: vehicles.map((vehicle, id) => ({
      id,
      start: 0,
      end: 0,
      shift: [0, 1000],
      weights: { perSecond: 1, perMetre: 0 },
      ...vehicle,
    })),
    matrices: [{ size: at.length, durations, distances: durations }],
  }
  const stop = (letter: string) => {
    const index = letters.indexOf(letter)
    if (index < 0) throw new Error(`The town has no ${letter}`)
    return index
  }
  return {
    problem,
    durations,
    stop,
    read(text) {
      const tours = new Tours(compileProblem(problem))
      loadTours(
        tours,
        text
          .replaceAll('depot', '')
          .split('|')
          .map((tour) => tour.trim().split(/\s+/).filter(Boolean).map(stop)),
      )
      return tours
    },
    write: (tours) =>
      `depot ${tours.map((tour) => tour.map((s) => letters[s]).join(' ')).join(' | ')} depot`,
  }
}

/** Node by which operators name the start of a vehicle's tour. */
export function startOf(vehicle: number): number {
  return -1 - vehicle
}
