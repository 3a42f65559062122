import type { IsOver } from './deadline.ts'
import type { Model, VehicleModel } from './model.ts'
import type { Absence, AbsenceReason } from './problem.ts'
import { keepsSpacing } from './spacing.ts'
import type { Tour } from './tour.ts'
import { createTour } from './tours.ts'
import type { Tours } from './tours.ts'

/** The tours, or empty days, under rules of which some are lifted; made when first asked for. */
type Lifted = (vehicle: VehicleModel) => Tour

/**
 * Why the stops that are in no tour were left out: of all rules the first, in the order of
 * `AbsenceReason`, that stands in the way of each. Once it is over the rest has none.
 */
export function explainAbsences(tours: Tours, isOver: IsOver = () => false): Absence[] {
  const { model } = tours
  const absent = model.movable.filter((stop) => tours.tourOf[stop] === -1)
  if (absent.length === 0) return []
  const anytime = withoutWindows(model, absent)
  const anyOrder = { ...model, rank: undefined }
  const empty = (rules: Model, lift: (vehicle: VehicleModel) => VehicleModel): Lifted =>
    remember((vehicle) => createTour(rules, lift(vehicle)))
  const present = (rules: Model, lift: (vehicle: VehicleModel) => VehicleModel): Lifted =>
    remember((vehicle) => retime(rules, lift(vehicle), tours.all[vehicle.index]!))
  const same = (vehicle: VehicleModel) => vehicle
  /** What fits nowhere on an empty day of that kind is left out for that reason. */
  const days: readonly (readonly [AbsenceReason, Lifted])[] = [
    ['UNREACHABLE', empty(anytime, withoutLimits)],
    ['WINDOW', empty(model, withoutLimits)],
    ['TRAVEL_LIMIT', empty(model, withoutRoom)],
  ]
  /** What fits as soon as that rule is lifted was left out because of it. */
  const rules: readonly (readonly [AbsenceReason, Lifted])[] = [
    ['WINDOW', present(anytime, same)],
    ['TRAVEL_LIMIT', present(model, withoutRoad)],
    ['CAPACITY', present(model, withoutRoom)],
    ['ORDER', present(anyOrder, same)],
  ]
  const explain = (stop: number): AbsenceReason => {
    const able = model.vehicles.filter(
      ({ index }) => model.allowed[index * model.stopCount + stop] === 1,
    )
    if (able.length === 0) return 'NO_SKILL'
    const price = priceOf(tours, stop)
    if (price < Infinity) return price < worthOf(model, stop) ? 'UNTRIED' : 'LOWER_PRIORITY'
    const never = days.find(([, day]) => !able.some((vehicle) => fits(day(vehicle), stop)))
    const others = never ? never[0] : blameOthers(tours, able, stop)
    if (others) return others
    const roomy = able.filter(
      ({ index }) => isApart(tours, stop, index) && tours.hasRoom(stop, index),
    )
    const binding = rules.find(([, tour]) => roomy.some((vehicle) => fits(tour(vehicle), stop)))
    return binding?.[0] ?? 'SHIFT_FULL'
  }
  return absent.map((stop) => ({ stop, reason: isOver() ? 'UNTRIED' : explain(stop) }))
}

/** The least that a stop, with its partner if it has one, costs in the present tours; Infinity without a place. */
function priceOf(tours: Tours, stop: number): number {
  const place = { vehicle: -1, position: 0, price: Infinity }
  tours.seekAnywhere(stop, Infinity, place)
  return place.vehicle < 0 ? Infinity : place.price
}

function worthOf({ prize, partner }: Model, stop: number): number {
  const other = partner?.[stop] ?? -1
  return prize[stop]! + (other < 0 ? 0 : prize[other]!)
}

/** The repeats or the partner of a stop, or how much everybody has already; undefined if none of these. */
function blameOthers(
  tours: Tours,
  able: readonly VehicleModel[],
  stop: number,
): AbsenceReason | undefined {
  const { model } = tours
  const apart = able.filter(({ index }) => isApart(tours, stop, index))
  const partner = model.partner?.[stop] ?? -1
  if (apart.length === 0 || isRepeatOf(model, stop, partner)) return 'SPACING'
  const isAble = ({ index }: VehicleModel) =>
    model.allowed[index * model.stopCount + partner] === 1 && isApart(tours, partner, index)
  if (partner >= 0 && !apart.some(isAble)) return 'PARTNER'
  const roomy = apart.filter(({ index }) => tours.hasRoom(stop, index))
  // It would fit by itself, so that it is the other of its pair that does not.
  if (roomy.some(({ index }) => fits(tours.all[index]!, stop))) return 'PARTNER'
  if (roomy.length > 0) return undefined
  const full = apart.every(({ index, maxStops }) => tours.all[index]!.length >= maxStops)
  return full ? 'MAX_STOPS' : 'CAPACITY'
}

function isApart({ model, tourOf }: Tours, stop: number, vehicle: number): boolean {
  return keepsSpacing(model, stop, vehicle, (other) => tourOf[other]!)
}

function isRepeatOf(model: Model, stop: number, other: number): boolean {
  return model.repeats?.[stop]?.some((repeat) => repeat.stop === other) === true
}

function fits(tour: Tour, stop: number): boolean {
  for (let position = 0; position <= tour.length; position++)
    if (tour.admits(stop, position)) return true
  return false
}

function remember(make: Lifted): Lifted {
  const known = new Map<number, Tour>()
  return (vehicle) => {
    const tour = known.get(vehicle.index) ?? make(vehicle)
    known.set(vehicle.index, tour)
    return tour
  }
}

/** The same tour under other rules. */
function retime(model: Model, vehicle: VehicleModel, tour: Tour): Tour {
  const copy = createTour(model, vehicle)
  copy.assign(tour.nodes.subarray(1, tour.length + 1), tour.length)
  return copy
}

function withoutRoom(vehicle: VehicleModel): VehicleModel {
  return { ...vehicle, room: vehicle.room.map(() => Infinity) }
}

function withoutRoad(vehicle: VehicleModel): VehicleModel {
  return { ...vehicle, maxTravel: Infinity, maxMetres: Infinity }
}

function withoutLimits(vehicle: VehicleModel): VehicleModel {
  return withoutRoad(withoutRoom(vehicle))
}

/** The model with some stops, which are in no tour, open all day. */
function withoutWindows(model: Model, absent: readonly number[]): Model {
  const opens = model.opens.slice()
  const closes = model.closes.slice()
  for (const stop of absent) {
    opens.fill(-Infinity, model.windowFrom[stop], model.windowFrom[stop + 1])
    closes.fill(Infinity, model.windowFrom[stop], model.windowFrom[stop + 1])
  }
  return { ...model, opens, closes }
}
