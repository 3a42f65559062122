import type { Problem, Stop, Vehicle, Window } from '../../../server/solver/problem.ts'
import { DEFAULT_WEIGHTS } from '../../../server/solver/problem.ts'

/** A way of having come this far: ready to leave at `time`, `cost` spent, so many breaks behind. */
interface Label {
  readonly time: number
  readonly cost: number
  readonly breaks: number
}

/**
 * The least a day of one person can cost, by dynamic programming over the sets of stops (Held and
 * Karp): of all orders of a set with one last stop only those ways stay that no other beats in time
 * and cost. Knows what concerns the clock and the road: windows, set-up, lateness, breaks, shift,
 * overtime, prices, number of stops; not loads, pairs,
 * ranks, balance, limits of the road or a day under way.
 */
export function planDayExactly(problem: Problem): number {
  const [person] = problem.vehicles
  if (!person) throw new Error('A day needs a person')
  const { stops } = problem
  const breaks = person.breaks?.filter(({ windows }) => closing(windows) >= person.shift[0]) ?? []
  const vehicle = { ...person, breaks }
  const idle = stops.reduce((sum, { prize }) => sum + prize, 0)
  let best = idle
  let layer = new Map<string, Label[]>()
  const first = { time: vehicle.shift[0], cost: vehicle.fixed ?? 0, breaks: 0 }
  stops.forEach((_, next) => {
    addLabels(layer, key(1 << next, next), visit(problem, vehicle, first, undefined, next))
  })
  for (let count = 1; count <= Math.min(stops.length, vehicle.maxStops ?? Infinity); count++) {
    const following = new Map<string, Label[]>()
    for (const [at, labels] of layer) {
      const [set = 0, last = 0] = at.split(' ').map(Number)
      const missing = stops.reduce((sum, { prize }, s) => (set & (1 << s) ? sum : sum + prize), 0)
      for (const label of labels) {
        best = Math.min(best, missing + goHome(problem, vehicle, label, last))
        stops.forEach((_, next) => {
          if (set & (1 << next)) return
          const further = visit(problem, vehicle, label, last, next)
          addLabels(following, key(set | (1 << next), next), further)
        })
      }
    }
    layer = following
  }
  return best
}

function key(set: number, last: number): string {
  return `${set} ${last}`
}

/** Keeps the labels that no other beats. */
function addLabels(layer: Map<string, Label[]>, at: string, fresh: readonly Label[]): void {
  const kept = layer.get(at) ?? []
  const beats = (one: Label, other: Label) =>
    one.time <= other.time && one.cost <= other.cost && one.breaks === other.breaks
  for (const label of fresh) {
    if (kept.some((other) => beats(other, label))) continue
    for (let i = kept.length - 1; i >= 0; i--) if (beats(label, kept[i] as Label)) kept.splice(i, 1)
    kept.push(label)
  }
  layer.set(at, kept)
}

/** The ways of being done with the next stop, one for each number of breaks taken before it. */
function visit(
  problem: Problem,
  vehicle: Vehicle,
  label: Label,
  last: number | undefined,
  next: number,
): Label[] {
  const stop = problem.stops[next]
  if (!stop || stop.vehicles?.includes(0) === false) return []
  const from = last === undefined ? vehicle.start : problem.stops[last]?.location
  const setup = from === stop.location ? 0 : (stop.setupSeconds ?? 0)
  const price = stop.prices?.find((of) => of.vehicle === 0)?.price ?? 0
  return travel(problem, vehicle, label, from, stop.location).flatMap(({ time, cost, breaks }) => {
    const start = open(stop.windows, time)
    if (start === undefined) return []
    const until = start + setup + stop.serviceSeconds
    return [{ time: until, cost: cost + price + priceLateness(stop, start), breaks }]
  })
}

function priceLateness({ late }: Stop, start: number): number {
  return late && start > late.after ? (start - late.after) * late.perSecond : 0
}

function goHome(problem: Problem, vehicle: Vehicle, label: Label, last: number): number {
  const { shift, overtime, end, breaks = [] } = vehicle
  const ways = travel(problem, vehicle, label, problem.stops[last]?.location, end)
  return ways.reduce((best, { time, cost, breaks: taken }) => {
    const owes = breaks.slice(taken).some((rest) => rest.always || time > closing(rest.windows))
    const over = Math.max(0, time - shift[1])
    if (owes || over > (overtime?.seconds ?? 0)) return best
    return Math.min(best, cost + over * (overtime?.perSecond ?? 0))
  }, Infinity)
}

/** The ways over one leg: with no break, with the next one, with the next two … */
function travel(
  problem: Problem,
  vehicle: Vehicle,
  { time, cost, breaks }: Label,
  from: number | undefined,
  to: number | undefined,
): Label[] {
  const { seconds, price } = measure(problem, vehicle, from, to)
  if (seconds === Infinity) return []
  const ways = [{ time: time + seconds, cost: cost + price, breaks }]
  let clock = time
  let driven = 0
  for (const rest of (vehicle.breaks ?? []).slice(breaks)) {
    const begins = open(rest.windows, clock)
    if (begins === undefined) return ways
    driven = Math.min(seconds, driven + begins - clock)
    clock = begins + rest.seconds
    const taken = breaks + ways.length
    ways.push({ time: clock + seconds - driven, cost: cost + price, breaks: taken })
  }
  return ways
}

function measure(problem: Problem, vehicle: Vehicle, from?: number, to?: number) {
  if (from === undefined || to === undefined) return { seconds: 0, price: 0 }
  const matrix = problem.matrices[vehicle.matrix ?? 0]
  if (!matrix) throw new Error('The vehicle has no matrix')
  const at = from * matrix.size + to
  const seconds = (matrix.durations[at] ?? Number.NaN) / (vehicle.speed ?? 1)
  const { perSecond, perMetre } = vehicle.weights ?? DEFAULT_WEIGHTS
  const metres = matrix.distances[at] ?? Number.NaN
  return { seconds, price: matrix.costs?.[at] ?? perSecond * seconds + perMetre * metres }
}

/** When a thing with windows can begin; `undefined` = no more. */
function open(windows: readonly Window[], ready: number): number | undefined {
  if (windows.length === 0) return ready
  const inside = windows.some(([opens, closes]) => opens <= ready && ready <= closes)
  const later = windows.map(([opens]) => opens).filter((opens) => opens > ready)
  if (inside) return ready
  return later.length > 0 ? Math.min(...later) : undefined
}

function closing(windows: readonly Window[]): number {
  return windows.reduce((last, [, closes]) => Math.max(last, closes), -Infinity)
}
