import type { Model, VehicleModel } from './model.ts'
import type { AbsenceReason } from './problem.ts'
import type { Tour } from './tour.ts'
import { createTour } from './tours.ts'
import type { Tours } from './tours.ts'

/** Why a stop that is in no tour was left out; see `AbsenceReason` for the order of the reasons. */
export function explainAbsence(tours: Tours, stop: number): AbsenceReason {
  const { model } = tours
  const able = model.vehicles.filter(
    ({ index }) => model.allowed[index * model.stopCount + stop] === 1,
  )
  if (able.length === 0) return 'NO_SKILL'
  const anytime = withoutWindows(model, stop)
  const alone = (rules: Model, relax: (vehicle: VehicleModel) => VehicleModel) =>
    able.some((vehicle) => fits(createTour(rules, relax(vehicle)), stop))
  if (!alone(anytime, withoutLimits)) return 'UNREACHABLE'
  if (!alone(model, withoutLimits)) return 'WINDOW'

  const roomy = able.filter(({ index }) => tours.hasRoom(stop, index))
  if (roomy.length === 0) {
    const full = able.every(({ index, maxStops }) => tours.all[index]!.length >= maxStops)
    return full ? 'MAX_STOPS' : 'CAPACITY'
  }
  if (roomy.some(({ index }) => fits(tours.all[index]!, stop))) return 'LOWER_PRIORITY'
  return roomy.some(({ index }) => fits(retime(anytime, tours.all[index]!), stop))
    ? 'WINDOW'
    : 'SHIFT_FULL'
}

function fits(tour: Tour, stop: number): boolean {
  for (let position = 0; position <= tour.length; position++)
    if (tour.admits(stop, position)) return true
  return false
}

/** The same tour under another model. */
function retime(model: Model, tour: Tour): Tour {
  const copy = createTour(model, tour.vehicle)
  copy.assign(tour.nodes.subarray(1, tour.length + 1), tour.length)
  return copy
}

function withoutLimits(vehicle: VehicleModel): VehicleModel {
  return { ...vehicle, maxStops: Infinity, maxTravel: Infinity, maxMetres: Infinity }
}

/** The model with one stop open all day. */
function withoutWindows(model: Model, stop: number): Model {
  const opens = model.opens.slice()
  const closes = model.closes.slice()
  opens.fill(-Infinity, model.windowFrom[stop], model.windowFrom[stop + 1])
  closes.fill(Infinity, model.windowFrom[stop], model.windowFrom[stop + 1])
  return { ...model, opens, closes }
}
