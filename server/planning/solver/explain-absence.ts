import type { Model } from './model.ts'
import type { AbsenceReason } from './problem.ts'
import { keepsTime } from './timing.ts'
import { Tour } from './tour.ts'
import type { Tours } from './tours.ts'

/** Why a stop that is in no tour was left out; see `AbsenceReason` for the order of the reasons. */
export function explainAbsence(tours: Tours, stop: number): AbsenceReason {
  const { model } = tours
  const able = model.vehicles
    .map((_, vehicle) => vehicle)
    .filter((vehicle) => model.allowed[vehicle * model.stopCount + stop] === 1)
  if (able.length === 0) return 'NO_SKILL'
  const anytime = withoutWindows(model, stop)
  const alone = (rules: Model) =>
    able.some((v) => keepsTime(rules, rules.vehicles[v]!, Int32Array.of(stop), 1))
  if (!alone(anytime)) return 'UNREACHABLE'
  if (!alone(model)) return 'WINDOW'

  const roomy = able.filter((vehicle) => tours.hasRoom(stop, vehicle))
  if (roomy.length === 0) {
    const full = able.every((v) => tours.all[v]!.length >= model.vehicles[v]!.maxStops)
    return full ? 'MAX_STOPS' : 'CAPACITY'
  }
  if (roomy.some((vehicle) => fits(tours.all[vehicle]!, stop))) return 'LOWER_PRIORITY'
  return roomy.some((vehicle) => fits(retime(anytime, tours.all[vehicle]!), stop))
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
  const copy = new Tour(model, tour.vehicle)
  copy.assign(tour.nodes.subarray(1, tour.length + 1), tour.length)
  return copy
}

/** The model with one stop open all day. */
function withoutWindows(model: Model, stop: number): Model {
  const opens = model.opens.slice()
  const closes = model.closes.slice()
  opens.fill(-Infinity, model.windowFrom[stop], model.windowFrom[stop + 1])
  closes.fill(Infinity, model.windowFrom[stop], model.windowFrom[stop + 1])
  return { ...model, opens, closes }
}
