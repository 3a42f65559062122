import { describe, expect, test } from 'vitest'
import { askVroom } from '../support/ask-vroom.ts'
import { job, onStreet, vehicle } from '../support/line-street.ts'

describe('an explained answer', () => {
  test('says what each task costs, how late it could be, and where else it could go', async () => {
    const vehicles = [
      vehicle(1, { time_window: [0, 2000] }),
      { id: 2, start_index: 9, end_index: 9, time_window: [0, 2000] as [number, number] },
    ]
    const jobs = [job(4, { time_windows: [[0, 1000]] })]
    const answer = await askVroom(onStreet({ vehicles, jobs }))
    // From house 0 there and back 800 s; from house 9 it would be 1000. It could begin at 400, and does until 1000.
    expect(answer.routes[0]?.steps[1]?.beatline).toEqual({
      marginal_cost: 800,
      slack: 600,
      next_best: { vehicle: 2, position: 0, price: 200 },
    })
    expect(answer.routes[0]?.beatline?.cost_terms.travel).toBe(800)
  })

  test('says what keeps a task out, and what would let it in', async () => {
    const vehicles = [vehicle(1, { max_tasks: 1 })]
    const answer = await askVroom(onStreet({ vehicles, jobs: [job(2), job(5)] }))
    const [out] = answer.unassigned
    expect(out?.id).toBe(5)
    expect(out?.beatline.reason).toBe('MAX_STOPS')
    expect(out?.beatline.bindings).toEqual([
      { vehicle: 1, rules: [{ kind: 'MAX_STOPS', excess: 1 }] },
    ])
    // One task more: 600 s on top of the 400; or in place of house 2.
    expect(out?.beatline.repairs).toContainEqual({
      vehicle: 1,
      position: expect.any(Number) as number,
      rules: [{ kind: 'MAX_STOPS', excess: 1 }],
      price: 600,
    })
    expect(out?.beatline.repairs?.some(({ instead }) => instead?.id === 2)).toBe(true)
  })

  test('has no reasons for what has no other place', async () => {
    const answer = await askVroom(onStreet({ jobs: [job(2)] }))
    expect(answer.routes[0]?.steps[1]?.beatline?.next_best).toBeNull()
  })
})
