import type { VroomInput, VroomJob, VroomVehicle } from '../../../shared/optimizer-input.ts'

/** A street with a house every 100 s: from house a to house b takes 100 × |a − b| seconds and as many metres. */
export const street = (houses: number) => ({
  car: {
    durations: Array.from({ length: houses }, (_, a) =>
      Array.from({ length: houses }, (_unused, b) => 100 * Math.abs(a - b)),
    ),
    distances: Array.from({ length: houses }, (_, a) =>
      Array.from({ length: houses }, (_unused, b) => 100 * Math.abs(a - b)),
    ),
  },
})

/** A job at the house of its number. */
export const job = (house: number, more: Partial<VroomJob> = {}): VroomJob => ({
  id: house,
  location_index: house,
  ...more,
})

/** A round trip from house 0. */
export const vehicle = (id: number, more: Partial<VroomVehicle> = {}): VroomVehicle => ({
  id,
  start_index: 0,
  end_index: 0,
  ...more,
})

/** Jobs and vehicles on a street of ten houses. */
export const onStreet = (more: Partial<VroomInput>): VroomInput => ({
  vehicles: [vehicle(1)],
  matrices: street(10),
  ...more,
})
