import fc from 'fast-check'
import type { Stop, Window } from '../../../server/solver/problem.ts'

/** Most problems have a stop, or a vehicle, without the thing; `undefined` is left out afterwards. */
export function sometimes<T>(thing: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(thing, { nil: undefined, freq: 2 })
}

/** Keeps only the keys that have a value, as exact optional properties want it. */
export function present<T extends object>(all: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

export const anyWindow: fc.Arbitrary<Window> = fc
  .tuple(fc.nat(400), fc.nat(200))
  .map(([opens, length]) => [opens, opens + length] as const)

/** Amounts in two dimensions. */
export const anyAmount = fc.tuple(fc.nat(4), fc.nat(3))

/** A stop with everything it can have. */
export function anyStop(size: number, fleet: number): fc.Arbitrary<Stop> {
  return fc
    .record({
      location: fc.nat(size - 1),
      serviceSeconds: fc.nat(30),
      windows: fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 3, arbitrary: fc.array(anyWindow, { minLength: 1, maxLength: 3 }) },
      ),
      prize: fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: 1, max: 400 }) },
        { weight: 1, arbitrary: fc.constant(Infinity) },
      ),
      more: fc.record({
        setupSeconds: sometimes(fc.nat(40)),
        late: sometimes(fc.record({ after: fc.nat(300), perSecond: fc.nat(3) })),
        vehicles: sometimes(fc.uniqueArray(fc.nat(fleet - 1))),
        prices: sometimes(
          fc.uniqueArray(fc.record({ vehicle: fc.nat(fleet - 1), price: fc.nat(100) }), {
            selector: ({ vehicle }) => vehicle,
          }),
        ),
        delivery: sometimes(anyAmount),
        pickup: sometimes(anyAmount),
        rank: sometimes(fc.nat(3)),
      }),
    })
    .map(({ more, ...stop }) => ({ id: 0, ...stop, ...present(more) }))
}
