import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '../../server/planning/solver/check.ts'
import { compileProblem } from '../../server/planning/solver/model.ts'
import { OPERATORS } from '../../server/planning/solver/improve.ts'
import type { Problem, Solution } from '../../server/planning/solver/problem.ts'
import { schedule } from '../../server/planning/solver/schedule.ts'
import { solve } from '../../server/planning/solver/solve.ts'
import { Tours } from '../../server/planning/solver/tours.ts'
import { anyProblem } from './support/any-problem.ts'

const seeded = { seed: 20_261_123, numRuns: 150 }

function solveChecked(problem: Problem, iterations = 150, seed = 1): Solution {
  const solution = solve(problem, { seed, iterations })
  check(problem, solution)
  return solution
}

describe('whatever the problem', { timeout: 60_000 }, () => {
  test('the answer keeps every rule, and the schedule finds nothing to complain of', () => {
    fc.assert(
      fc.property(anyProblem(), (problem) => {
        const { tours } = solveChecked(problem)
        tours.forEach((tour, vehicle) => {
          const done = problem.vehicles[vehicle]?.underway?.done.length ?? 0
          if (tour.length > done) expect(schedule(problem, vehicle, tour).violations).toEqual([])
        })
      }),
      seeded,
    )
  })

  test('searching is never worse than construction', () => {
    fc.assert(
      fc.property(anyProblem(), (problem) => {
        expect(solveChecked(problem).cost).toBeLessThanOrEqual(solveChecked(problem, 0).cost)
      }),
      seeded,
    )
  })

  test('the same seed gives the same answer', () => {
    fc.assert(
      fc.property(anyProblem(), fc.integer(), (problem, seed) => {
        expect(solveChecked(problem, 100, seed)).toEqual(solveChecked(problem, 100, seed))
      }),
      { ...seeded, numRuns: 40 },
    )
  })

  test('twice as long and twice as dear gives the same tours', () => {
    fc.assert(
      fc.property(anyProblem(), (problem) => {
        const scaled = solveChecked(scaleProblem(problem, 2))
        const plain = solveChecked(problem)
        expect(scaled.tours).toEqual(plain.tours)
        expect(scaled.cost).toBe(2 * plain.cost)
      }),
      { ...seeded, numRuns: 60 },
    )
  })

  test('the same day an hour later gives the same tours', () => {
    fc.assert(
      fc.property(anyProblem(), (problem) => {
        expect(solveChecked(shiftProblem(problem, 3600))).toEqual(solveChecked(problem))
      }),
      { ...seeded, numRuns: 60 },
    )
  })

  test('a plan handed back as a warm start is never made worse', () => {
    fc.assert(
      fc.property(anyProblem(), (problem) => {
        const first = solveChecked(problem)
        const again = solve(problem, { seed: 2, iterations: 20, warmStart: first.tours })
        check(problem, again)
        expect(again.cost).toBeLessThanOrEqual(first.cost)
      }),
      { ...seeded, numRuns: 60 },
    )
  })

  test('every operator foretells the cost and keeps the rules', () => {
    let made = 0
    fc.assert(
      fc.property(anyProblem({ stops: 8, vehicles: 2 }), (problem) => {
        made += tryEveryMove(problem)
      }),
      seeded,
    )
    expect(made).toBeGreaterThan(50)
  })
})

/** Each stop at the first place it fits, so that much is left to improve. */
function fillCarelessly(tours: Tours): Tours {
  for (const stop of tours.model.movable) {
    tours.all.forEach((tour, vehicle) => {
      const fits = tours.tourOf[stop] === -1 && tours.hasRoom(stop, vehicle)
      if (fits && tour.admits(stop, 0)) tours.insert(stop, vehicle, 0)
    })
  }
  tours.commit()
  return tours
}

/** Makes every improving move from a careless plan, each from a fresh copy; says how many. */
function tryEveryMove(problem: Problem): number {
  const model = compileProblem(problem)
  const nodes = [...model.movable, ...problem.vehicles.map((_, vehicle) => -1 - vehicle)]
  let made = 0
  for (const operator of OPERATORS)
    for (const stop of model.movable)
      for (const after of nodes) {
        const tours = fillCarelessly(new Tours(model))
        const before = tours.list()
        const cost = tours.cost()
        const change = operator.evaluate(tours, stop, after)
        expect(tours.list()).toEqual(before)
        if (!(change < -1e-9)) continue
        operator.apply(tours, stop, after)
        made++
        expect(tours.cost()).toBeCloseTo(cost + change, 6)
        expect(tours.all.every((tour) => tour.feasible)).toBe(true)
        tours.all.forEach((tour, vehicle) => {
          const done = problem.vehicles[vehicle]?.underway?.done ?? []
          const stops = tours.list()[vehicle] ?? []
          if (tour.length > 0)
            expect(schedule(problem, vehicle, [...done, ...stops]).violations).toEqual([])
        })
      }
  return made
}

function scaleProblem(problem: Problem, by: number): Problem {
  return {
    ...problem,
    matrices: problem.matrices.map(({ size, durations, distances }) => ({
      size,
      durations: durations.map((seconds) => seconds * by),
      distances: distances.map((metres) => metres * by),
    })),
    ...mapTimes(problem, (time) => time * by, by),
  }
}

function shiftProblem(problem: Problem, seconds: number): Problem {
  return { ...problem, ...mapTimes(problem, (time) => time + seconds, 1) }
}

function mapTimes({ stops, vehicles }: Problem, map: (time: number) => number, by: number) {
  const both = ([opens, closes]: readonly [number, number]) => [map(opens), map(closes)] as const
  return {
    stops: stops.map((stop) => ({
      ...stop,
      windows: stop.windows.map(both),
      serviceSeconds: stop.serviceSeconds * by,
      prize: stop.prize * by,
    })),
    vehicles: vehicles.map((vehicle) => ({
      ...vehicle,
      shift: both(vehicle.shift),
      fixed: (vehicle.fixed ?? 0) * by,
      breaks: (vehicle.breaks ?? []).map((rest) => ({
        ...rest,
        windows: rest.windows.map(both),
        seconds: rest.seconds * by,
      })),
      ...(vehicle.underway && {
        underway: { ...vehicle.underway, departAt: map(vehicle.underway.departAt) },
      }),
    })),
  }
}
