import type { Problem, TravelMatrix, Window } from '../../../server/solver/problem.ts'
import { present } from './any-problem-stop.ts'

type Amounts = Float64Array | Int32Array

/** Everything takes so many times as long, is as far and costs as much. */
export function scaleProblem(problem: Problem, by: number): Problem {
  const longer = (amount: number) => amount * by
  return {
    ...changeTimes(problem, longer, longer),
    matrices: problem.matrices.map((matrix) => mapMatrix(matrix, (list) => list.map(longer))),
    // The price of a tour goes with the square of its hours.
    ...present({ balance: problem.balance === undefined ? undefined : problem.balance / by }),
  }
}

/** The same days, later. */
export function shiftProblem(problem: Problem, seconds: number): Problem {
  return changeTimes(
    problem,
    (time) => time + seconds,
    (span) => span,
  )
}

/** `time` maps what a clock shows, `span` what lasts, measures or costs. */
function changeTimes(
  problem: Problem,
  time: (at: number) => number,
  span: (length: number) => number,
): Problem {
  const both = ([opens, closes]: Window) => [time(opens), time(closes)] as const
  const ifGiven = (amount: number | undefined) => (amount === undefined ? amount : span(amount))
  return {
    ...problem,
    stops: problem.stops.map((stop) => ({
      ...stop,
      serviceSeconds: span(stop.serviceSeconds),
      windows: stop.windows.map(both),
      prize: span(stop.prize),
      ...present({
        setupSeconds: ifGiven(stop.setupSeconds),
        late: stop.late && { ...stop.late, after: time(stop.late.after) },
        prices: stop.prices?.map(({ vehicle, price }) => ({ vehicle, price: span(price) })),
      }),
    })),
    vehicles: problem.vehicles.map((vehicle) => ({
      ...vehicle,
      shift: both(vehicle.shift),
      ...present({
        overtime: vehicle.overtime && {
          ...vehicle.overtime,
          seconds: span(vehicle.overtime.seconds),
        },
        breaks: vehicle.breaks?.map((rest) => ({
          ...rest,
          windows: rest.windows.map(both),
          seconds: span(rest.seconds),
        })),
        maxTravelSeconds: ifGiven(vehicle.maxTravelSeconds),
        maxMetres: ifGiven(vehicle.maxMetres),
        fixed: ifGiven(vehicle.fixed),
        underway: vehicle.underway && {
          ...vehicle.underway,
          departAt: time(vehicle.underway.departAt),
        },
      }),
    })),
  }
}

/** The same problem under other numbers for people and shops. */
export function renameProblem(problem: Problem): Problem {
  return {
    ...problem,
    stops: problem.stops.map((stop, s) => ({ ...stop, id: 900 - 7 * s })),
    vehicles: problem.vehicles.map((vehicle, v) => ({ ...vehicle, id: 40 - v })),
  }
}

/** The same places under other rows of the matrices: `rows[new] = old`, a row as often as one likes. */
export function moveRows(problem: Problem, rows: readonly number[]): Problem {
  const newRow = (old: number) => rows.indexOf(old)
  const size = rows.length
  const move = (list: Amounts, oldSize: number): Amounts =>
    Float64Array.from(rows.flatMap((i) => rows.map((j) => list[i * oldSize + j] ?? Number.NaN)))
  const ifGiven = (row: number | undefined) => (row === undefined ? row : newRow(row))
  return {
    ...problem,
    matrices: problem.matrices.map((matrix) => ({
      ...mapMatrix(matrix, (list) => move(list, matrix.size)),
      size,
    })),
    stops: problem.stops.map((stop) => ({ ...stop, location: newRow(stop.location) })),
    vehicles: problem.vehicles.map((vehicle) => ({
      ...vehicle,
      ...present({
        start: ifGiven(vehicle.start),
        end: ifGiven(vehicle.end),
        underway: vehicle.underway && {
          ...vehicle.underway,
          ...present({ from: ifGiven(vehicle.underway.from) }),
        },
      }),
    })),
  }
}

function mapMatrix(matrix: TravelMatrix, map: (list: Amounts) => Amounts): TravelMatrix {
  const { size, durations, distances, costs } = matrix
  return {
    size,
    durations: map(durations),
    distances: map(distances),
    ...present({ costs: costs && map(costs) }),
  }
}
