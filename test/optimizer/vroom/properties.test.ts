import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { VroomInput } from '../../../shared/optimizer-input.ts'
import type { VroomSolution } from '../../../shared/optimizer.ts'
import { anyVroom, DAY } from '../support/any-vroom.ts'
import { askVroom } from '../support/ask-vroom.ts'

const seeded = { seed: 20_261_123 }

/** The same problem so much later: windows and working hours, of everything. */
function delay(input: VroomInput, seconds: number): VroomInput {
  const later = ([opens, closes]: [number, number]): [number, number] => [
    opens + seconds,
    closes + seconds,
  ]
  const text = JSON.stringify(input, (key, value: unknown) => {
    if (key === 'time_window') return later(value as [number, number])
    if (key === 'time_windows') return (value as [number, number][]).map(later)
    return value
  })
  return JSON.parse(text) as VroomInput
}

const arrivals = ({ routes }: VroomSolution, earlier = 0) =>
  routes.map(({ vehicle, steps }) => [vehicle, steps.map(({ arrival }) => arrival - earlier)])

describe('any problem of VROOM’s', () => {
  test('is answered by the rules, and to the optimum of what the checker allows', async () => {
    await fc.assert(
      fc.asyncProperty(anyVroom, async (input) => {
        await askVroom(input)
      }),
      { ...seeded, numRuns: 60 },
    )
  })

  test('is the same a year later', async () => {
    const year = 365 * 86_400
    await fc.assert(
      fc.asyncProperty(anyVroom, async (input) => {
        const answer = await askVroom(input)
        const later = await askVroom(delay(input, year))
        expect(later.summary.cost).toBe(answer.summary.cost)
        expect(arrivals(later, year)).toEqual(arrivals(answer))
      }),
      { ...seeded, numRuns: 20 },
    )
  })

  test('breaks no rule when its answer is given back as steps, and costs the same', async () => {
    await fc.assert(
      fc.asyncProperty(anyVroom, async (input) => {
        const answer = await askVroom(input)
        const vehicles = input.vehicles.map((vehicle) => {
          const route = answer.routes.find((one) => one.vehicle === vehicle.id)
          const steps = route?.steps.map(({ type, id }) => ({
            type,
            ...(id !== undefined && { id }),
          }))
          return { ...vehicle, ...(steps && { steps }) }
        })
        const planned = await askVroom({ ...input, vehicles, options: { c: true } })
        expect(planned.summary.violations).toEqual([])
        expect(planned.summary.cost).toBe(answer.summary.cost)
        const warm = await askVroom({
          ...input,
          vehicles,
          options: { beatline: { iterations: 0 } },
        })
        expect(warm.summary.cost).toBe(answer.summary.cost)
      }),
      { ...seeded, numRuns: 20 },
    )
  })

  test('has all its times within the day', async () => {
    await fc.assert(
      fc.asyncProperty(anyVroom, async (input) => {
        const times = arrivals(await askVroom(input)).flatMap(([, list]) => list as number[])
        expect(times.every((time) => time >= 0 && time <= DAY)).toBe(true)
      }),
      { ...seeded, numRuns: 20 },
    )
  })
})
