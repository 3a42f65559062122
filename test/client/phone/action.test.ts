import { describe, expect, test } from 'vitest'
import { withActions, type Action } from '../../../client/phone/action.ts'
import { stopAt } from '../planning/plan-of.ts'

const arrival: Action = {
  kind: 'check-in',
  body: {
    id: '00000000-0000-4000-8000-000000000001',
    retailerId: 10,
    stopId: 1,
    arrivedAt: '2026-03-02T01:02:00Z',
  },
}
const end: Action = {
  kind: 'check-out',
  visitId: arrival.body.id,
  stopId: 1,
  body: { leftAt: '2026-03-02T01:20:00Z' },
}

describe('the day on the phone', () => {
  test('shows what was done before the server knows it', () => {
    const [first, second] = withActions([stopAt(1, 114), stopAt(2, 114.1)], [arrival, end])
    expect(first).toMatchObject({
      outcome: 'done',
      visitId: arrival.body.id,
      arrivedAt: '2026-03-02T01:02:00Z',
      leftAt: '2026-03-02T01:20:00Z',
      waiting: true,
    })
    expect(second).toMatchObject({ outcome: null, waiting: false })
  })

  test('shows a visit that has begun as open', () => {
    const [first] = withActions([stopAt(1, 114)], [arrival])
    expect(first).toMatchObject({ outcome: 'open', leftAt: null, waiting: true })
  })

  test('leaves stops alone when a report waits', () => {
    const report: Action = {
      kind: 'report',
      body: { channel: 'patrol', kind: 'other', description: '' },
    }
    expect(withActions([stopAt(1, 114)], [report])[0]).toMatchObject({ waiting: false })
  })
})
