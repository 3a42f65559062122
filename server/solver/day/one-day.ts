import type { Model, VehicleModel } from '../model.ts'

/**
 * One person's day with at most one break, on arrays that stay in the processor's cache: the stops
 * that may be served are 0…count − 1, the start is node `count`, the end `count + 1`.
 */
export interface OneDay {
  readonly count: number
  /** count + 2: the side of `time` and `cost`. */
  readonly side: number
  /** Stops of the model by index here. */
  readonly stops: Int32Array
  readonly time: Float64Array
  readonly cost: Float64Array
  /** Set-up included. */
  readonly service: Float64Array
  /** What serving it is worth: the prize less the price of this vehicle. */
  readonly prize: Float64Array
  readonly demand: Float64Array
  readonly windowFrom: Int32Array
  readonly opens: Float64Array
  readonly closes: Float64Array
  readonly lastCall: Float64Array
  readonly departAt: number
  /** Latest end of a day on which no break was taken, and on which it was. */
  readonly homeBy: readonly [number, number]
  readonly rest: {
    readonly seconds: number
    readonly opens: Float64Array
    readonly closes: Float64Array
  }
  readonly maxStops: number
  readonly capacity: number
  readonly fixed: number
  readonly idle: number
}

/** Above, a search that looks at all of a day every round is too slow. */
const MOST_STOPS = 60

/** Each person's day, unless a stop could be on two of them or there is a rule that goes beyond. */
export function readDays(model: Model): OneDay[] | undefined {
  const { vehicles, movable, allowed, stopCount } = model
  const isOwn = (stop: number) => {
    let able = 0
    for (let v = 0; v < vehicles.length; v++) able += allowed[v * stopCount + stop]!
    return able < 2
  }
  if (!movable.every(isOwn) || !vehicles.every((vehicle) => isSimple(model, vehicle)))
    return undefined
  const own = vehicles.map(({ index }) =>
    movable.filter((stop) => allowed[index * stopCount + stop] === 1),
  )
  if (own.some(({ length }) => length > MOST_STOPS)) return undefined
  return vehicles.map((vehicle, v) => readDay(model, vehicle, own[v]!))
}

function readDay(model: Model, vehicle: VehicleModel, stops: readonly number[]): OneDay {
  const nodes = [...stops, vehicle.startNode, vehicle.endNode]
  const layOut = (legs: Float64Array) =>
    Float64Array.from(nodes.flatMap((a) => nodes.map((b) => legs[a * model.nodeCount + b]!)))
  const windows = stops.map(
    (stop) => [model.windowFrom[stop]!, model.windowFrom[stop + 1]!] as const,
  )
  const pick = (values: Float64Array) =>
    windows.flatMap(([from, to]) => [...values.subarray(from, to)])
  const windowFrom = new Int32Array(stops.length + 1)
  windows.forEach(([from, to], i) => (windowFrom[i + 1] = windowFrom[i]! + to - from))
  const { breaks } = vehicle
  return {
    count: stops.length,
    side: nodes.length,
    stops: Int32Array.from(stops),
    time: layOut(vehicle.time),
    cost: layOut(vehicle.cost),
    service: Float64Array.from(stops, (stop) => model.service[stop]! + model.setup[stop]!),
    prize: Float64Array.from(
      stops,
      (stop) => model.prize[stop]! - (model.price?.[vehicle.index * model.stopCount + stop] ?? 0),
    ),
    demand: Float64Array.from(stops, (stop) => model.demand[stop]!),
    windowFrom,
    opens: Float64Array.from(pick(model.opens)),
    closes: Float64Array.from(pick(model.closes)),
    lastCall: Float64Array.from(windows, ([, to]) => model.closes[to - 1]!),
    departAt: vehicle.departAt,
    homeBy: [breaks.homeBy[0]!, breaks.count === 1 ? breaks.homeBy[1]! : -Infinity],
    rest: { seconds: breaks.seconds[0] ?? 0, opens: breaks.opens, closes: breaks.closes },
    maxStops: vehicle.maxStops,
    capacity: vehicle.capacity,
    fixed: vehicle.fixed,
    idle: vehicle.idle,
  }
}

function isSimple(model: Model, vehicle: VehicleModel): boolean {
  const { breaks, soft, maxTravel, maxMetres } = vehicle
  return (
    breaks.count <= 1 &&
    !soft &&
    maxTravel === Infinity &&
    maxMetres === Infinity &&
    model.balance === 0 &&
    !model.rank &&
    !model.partner &&
    !model.repeats &&
    hasOneLoad(model) &&
    owesEverySetup(model, vehicle)
  )
}

/** Nothing but deliveries of one dimension. */
function hasOneLoad({ dimensions, unload, change, movable }: Model): boolean {
  if (dimensions === 0) return true
  return dimensions === 1 && movable.every((stop) => change[stop] === -unload[stop]!)
}

/** Whether no two stops with set-up share a place, so that it is always owed. */
function owesEverySetup({ movable, setup, place }: Model, { startNode }: VehicleModel): boolean {
  if (!movable.some((stop) => setup[stop]! > 0)) return true
  const places = [place[startNode], ...movable.map((stop) => place[stop])]
  return new Set(places).size === places.length
}
