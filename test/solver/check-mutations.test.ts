import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '../../server/solver/check.ts'
import { weighTour } from '../../server/solver/check-loads.ts'
import { lookAhead } from '../../server/solver/check-road.ts'
import type { Ahead } from '../../server/solver/check-road.ts'
import type { Problem, Solution, Stop, Vehicle } from '../../server/solver/problem.ts'
import { solve } from '../../server/solver/solve.ts'
import { anyProblem } from './support/any-problem.ts'

interface Answered {
  readonly problem: Problem
  readonly solution: Solution
}

/** A right answer, and a tour in it with stops ahead. */
interface Subject extends Answered {
  readonly v: number
  readonly ahead: Ahead
  /** The stops ahead, by index. */
  readonly order: readonly number[]
}

/** Makes one thing wrong, with the words `check` must find for it; nothing where it does not apply. */
type Mutation = (subject: Subject) => Answered | undefined

const MUTATIONS: Record<string, readonly [words: RegExp, mutate: Mutation]> = {
  'forgets a stop': [
    /every stop is in one tour or left out, once/,
    (subject) => withTour(subject, (tour) => tour.slice(0, -1)),
  ],
  'serves a stop twice': [
    /once/,
    (subject) => withTour(subject, (tour) => [...tour, ...tour.slice(-1)]),
  ],
  'forgets a stop left out': [
    /once/,
    ({ problem, solution }) =>
      solution.unassigned.length > 0
        ? { problem, solution: { ...solution, unassigned: solution.unassigned.slice(1) } }
        : undefined,
  ],
  'invents a tour': [
    /one tour per vehicle/,
    ({ problem, solution }) => ({
      problem,
      solution: { ...solution, tours: [...solution.tours, []] },
    }),
  ],
  'is cheaper than it says': [/the cost is/, (subject) => withCost(subject, 1)],
  'is dearer than it says': [/the cost is/, (subject) => withCost(subject, -1)],
  'puts a stop ahead before one that is done': [
    /head of its tour/,
    (subject) =>
      subject.ahead.done > 0 ? withTour(subject, (tour) => tour.toReversed()) : undefined,
  ],
  'serves what it may not': [
    /serves only stops it may serve/,
    (subject) => withStop(subject, subject.order[0], { vehicles: [] }),
  ],
  'serves one stop too many': [
    /number of stops/,
    (subject) => withVehicle(subject, { maxStops: subject.ahead.tour.length - 1 }),
  ],
  'carries one too many': [
    /capacity/,
    (subject) => {
      const most = Math.max(...weighTour(subject.problem, subject.ahead.tour, 0))
      return most > 0 ? withVehicle(subject, { capacity: [most - 1] }) : undefined
    },
  ],
  'serves half a pair': [
    /both stops of a pair/,
    (subject) => {
      const [other] = subject.solution.unassigned
      return withPair(subject, subject.order[0], other?.stop)
    },
  ],
  'serves a pair the wrong way round': [
    /both stops of a pair/,
    (subject) => withPair(subject, subject.order[1], subject.order[0]),
  ],
  'serves ranks the wrong way round': [
    /lower ranks first/,
    (subject) => {
      const [one, two] = subject.order
      const ranked = withStop(subject, one, { rank: 9 })
      return ranked && two !== undefined ? withStop(ranked, two, { rank: 8 }) : undefined
    },
  ],
  'repeats a visit too soon': [
    /days far enough apart/,
    ({ problem, solution, order }) =>
      order.length > 1
        ? { solution, problem: { ...problem, repeats: [{ stops: order, minDays: 1 }] } }
        : undefined,
  ],
  'travels too long': [
    /seconds of travel/,
    (subject) => {
      const seconds = sum(subject.ahead.legs.map((leg) => leg.seconds))
      return seconds > 0 ? withVehicle(subject, { maxTravelSeconds: seconds - 0.5 }) : undefined
    },
  ],
  'goes too far': [
    /metres/,
    (subject) => {
      const metres = sum(subject.ahead.legs.map((leg) => leg.metres))
      return metres > 0 ? withVehicle(subject, { maxMetres: metres - 0.5 }) : undefined
    },
  ],
  'takes a way that does not exist': [/there is a way/, withoutWays],
  'begins a visit outside its windows': [
    /begins in a window/,
    (subject) => withStop(subject, subject.order.at(-1), { windows: [[-9, -8]] }),
  ],
  'is back too late': [
    /back in time/,
    (subject) => {
      const { shift, underway } = subject.ahead.vehicle
      const works = sum(subject.ahead.stops.map(({ serviceSeconds }) => serviceSeconds))
      const least = works + sum(subject.ahead.legs.map(({ seconds }) => seconds))
      const departAt = underway?.departAt ?? shift[0]
      // Back in no time at all.
      return least > 0
        ? withVehicle(subject, {
            shift: [departAt, departAt],
            overtime: { seconds: least - 0.5, perSecond: 0 },
          })
        : undefined
    },
  ],
  'misses a break': [
    /takes the breaks/,
    (subject) => {
      const { shift, underway } = subject.ahead.vehicle
      const departAt = underway?.departAt ?? shift[0]
      const breaks = [{ windows: [[departAt, 9999] as const], seconds: 9999, always: true }]
      return withVehicle(subject, { breaks })
    },
  ],
  'pays no fixed price': [
    /the cost is/,
    (subject) =>
      subject.ahead.vehicle.underway
        ? undefined
        : withVehicle(subject, { fixed: (subject.ahead.vehicle.fixed ?? 0) + 1 }),
  ],
  'pays nothing for whom it is served by': [
    /the cost is/,
    (subject) =>
      withStop(subject, subject.order[0], { prices: [{ vehicle: subject.v, price: 987 }] }),
  ],
  'pays nothing for being late': [
    /the cost is/,
    (subject) => withStop(subject, subject.order[0], { late: { after: -1, perSecond: 1234 } }),
  ],
  'pays nothing for its hours': [
    /the cost is/,
    (subject) => {
      const works = sum(subject.ahead.stops.map(({ serviceSeconds }) => serviceSeconds))
      const hours = (works + sum(subject.ahead.legs.map(({ seconds }) => seconds))) / 3600
      const balance = (subject.problem.balance ?? 0) + 1 / hours ** 2
      return hours > 0 ? { ...subject, problem: { ...subject.problem, balance } } : undefined
    },
  ],
  'pays nothing for what is left out': [
    /the cost is/,
    (subject) => {
      const [absence] = subject.solution.unassigned
      const prize = absence ? (subject.problem.stops[absence.stop]?.prize ?? 0) : Infinity
      return prize < Infinity ? withStop(subject, absence?.stop, { prize: prize + 1 }) : undefined
    },
  ],
}

describe('a right answer', () => {
  const subjects = fc.sample(anyProblem(), { seed: 20_261_123, numRuns: 600 }).flatMap(findSubjects)

  test.each(Object.entries(MUTATIONS))('is wrong when it %s', (_, [words, mutate]) => {
    const mutants = subjects.map(mutate).filter((mutant) => mutant !== undefined)
    for (const { problem, solution } of mutants)
      expect(() => {
        check(problem, solution)
      }).toThrow(words)
    expect(mutants.length).toBeGreaterThan(9)
  })
})

/** The tours of a right answer that have stops ahead. */
function findSubjects(problem: Problem): Subject[] {
  const solution = solve(problem, { seed: 1, iterations: 20 })
  check(problem, solution)
  // Where something that must be served is left out, no price makes a difference.
  if (solution.cost === Infinity) return []
  return solution.tours.flatMap((tour, v) => {
    const ahead = lookAhead(problem, v, tour)
    const order = tour.slice(ahead.done)
    return order.length > 0 ? [{ problem, solution, v, ahead, order }] : []
  })
}

function withTour(subject: Subject, change: (tour: readonly number[]) => number[]): Answered {
  const { problem, solution, v } = subject
  const tours = solution.tours.map((tour, w) => (v === w ? change(tour) : tour))
  return { problem, solution: { ...solution, tours } }
}

function withCost({ problem, solution }: Subject, more: number): Answered {
  return { problem, solution: { ...solution, cost: solution.cost + more } }
}

function withVehicle({ problem, solution, v }: Subject, change: Partial<Vehicle>): Answered {
  const vehicles = problem.vehicles.map((vehicle, w) =>
    v === w ? { ...vehicle, ...change } : vehicle,
  )
  return { problem: { ...problem, vehicles }, solution }
}

function withStop(answered: Answered, index: number | undefined, change: Partial<Stop>) {
  if (index === undefined) return undefined
  const { problem, solution } = answered
  const stops = problem.stops.map((stop, s) => (s === index ? { ...stop, ...change } : stop))
  return { problem: { ...problem, stops }, solution }
}

function withPair({ problem, solution }: Subject, first?: number, second?: number) {
  if (first === undefined || second === undefined) return undefined
  return { problem: { ...problem, pairs: [{ first, second, ordered: true }] }, solution }
}

/** No way leads anywhere. */
function withoutWays({ problem, solution }: Subject): Answered {
  const matrices = problem.matrices.map((matrix) => ({
    ...matrix,
    durations: Float64Array.from(matrix.durations, () => Infinity),
  }))
  return { problem: { ...problem, matrices }, solution }
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
