import fc from 'fast-check'
import type { Vehicle } from '../../../server/solver/problem.ts'
import { anyWindow, present, sometimes } from './any-problem-stop.ts'

const anyBreak = fc
  .record({
    windows: fc.array(anyWindow, { minLength: 1, maxLength: 2 }),
    seconds: fc.nat(60),
    always: sometimes(fc.boolean()),
  })
  .map(({ always, ...rest }) => ({ ...rest, ...present({ always }) }))

/** A day that begins somewhere, ends somewhere, or both. */
function anyEnds(size: number) {
  const place = fc.nat(size - 1)
  return fc.oneof(
    { weight: 3, arbitrary: fc.record({ start: place, end: place }) },
    { weight: 1, arbitrary: fc.record({ start: place }) },
    { weight: 1, arbitrary: fc.record({ end: place }) },
  )
}

/** A vehicle with everything it can have but a past. */
export function anyVehicle(size: number, matrices: number): fc.Arbitrary<Vehicle> {
  return fc
    .record({
      ends: anyEnds(size),
      shift: fc.tuple(fc.nat(50), fc.integer({ min: 100, max: 600 })),
      more: fc.record({
        overtime: sometimes(fc.record({ seconds: fc.nat(100), perSecond: fc.nat(3) })),
        breaks: sometimes(fc.array(anyBreak, { maxLength: 3 })),
        maxStops: sometimes(fc.nat(6)),
        capacity: sometimes(fc.tuple(fc.nat(12), fc.nat(12))),
        maxTravelSeconds: sometimes(fc.nat(500)),
        maxMetres: sometimes(fc.nat(500)),
        fixed: sometimes(fc.nat(80)),
        weights: sometimes(fc.record({ perSecond: fc.nat(3), perMetre: fc.nat(3) })),
        // Powers of two, so that halves and quarters of seconds are exact.
        speed: sometimes(fc.constantFrom(0.5, 2, 4)),
        matrix: sometimes(fc.nat(matrices - 1)),
        day: sometimes(fc.nat(3)),
      }),
    })
    .map(({ ends, more, shift }) => ({ id: 0, ...ends, shift, ...present(more) }))
}

/** What a vehicle may have behind it; how many of the stops are its own is said by `doneCount`. */
export function anyPast(size: number) {
  return fc.record({
    doneCount: fc.nat(2),
    departAt: fc.nat(150),
    from: sometimes(fc.nat(size - 1)),
  })
}
