import type { Model } from './model.ts'

/** Whether a vehicle's day is far enough from those of a stop's repeats. */
export function keepsSpacing(
  model: Model,
  stop: number,
  vehicle: number,
  vehicleOf: (stop: number) => number,
): boolean {
  const repeats = model.repeats?.[stop]
  if (!repeats) return true
  const { day } = model.vehicles[vehicle]!
  for (const { stop: other, days } of repeats) {
    const done = model.doneBy[other]!
    const by = done >= 0 ? done : vehicleOf(other)
    if (by >= 0 && Math.abs(model.vehicles[by]!.day - day) < days) return false
  }
  return true
}
