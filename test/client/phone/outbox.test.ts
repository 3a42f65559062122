import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Action } from '../../../client/phone/action.ts'
import { Outbox, type Delivery, type Entry } from '../../../client/phone/outbox.svelte.ts'
import { keptIn } from './kept-in.ts'

const skip = (stopId: number): Action => ({
  kind: 'skip',
  body: {
    id: `00000000-0000-4000-8000-00000000000${String(stopId)}`,
    retailerId: stopId,
    stopId,
    at: '2026-03-02T01:00:00Z',
    reason: 'closed',
  },
})

/** A server that answers as told, and remembers what reached it. */
function serverThat(answer: (action: Action) => Delivery['result']) {
  const reached: Action[] = []
  const deliver = (action: Action): Promise<Delivery> => {
    const result = answer(action)
    if (result !== 'later') reached.push(action)
    return Promise.resolve(result === 'refused' ? { result, code: 'visit-exists' } : { result })
  }
  return { reached, deliver }
}

describe('what waits on the phone', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  test('reaches the server in the order in which it was done, and leaves', async () => {
    const server = serverThat(() => 'taken')
    const outbox = new Outbox(keptIn<readonly Entry[]>({}), server.deliver)
    outbox.add(skip(1), 'one')
    outbox.add(skip(2), 'two')
    await vi.runAllTimersAsync()
    expect(server.reached).toEqual([skip(1), skip(2)])
    expect(outbox.entries).toEqual([])
  })

  test('is still there after the page was closed without a network', async () => {
    const place = {}
    const cut = serverThat(() => 'later')
    const before = new Outbox(keptIn<readonly Entry[]>(place), cut.deliver)
    before.add(skip(1), 'one')
    await vi.advanceTimersByTimeAsync(1)
    before.stop()
    const server = serverThat(() => 'taken')
    const after = new Outbox(keptIn<readonly Entry[]>(place), server.deliver)
    expect(after.waiting).toHaveLength(1)
    await after.send()
    expect(server.reached).toEqual([skip(1)])
    expect(place).toEqual({ text: undefined })
  })

  test('is tried again by itself, with the same id, until the network is back', async () => {
    let isUp = false
    const tried: string[] = []
    const server = serverThat((action) => {
      if (action.kind === 'skip') tried.push(action.body.id)
      return isUp ? 'taken' : 'later'
    })
    const outbox = new Outbox(keptIn<readonly Entry[]>({}), server.deliver)
    outbox.add(skip(1), 'one')
    await vi.advanceTimersByTimeAsync(7_000)
    expect(outbox.waiting).toHaveLength(1)
    isUp = true
    await vi.runAllTimersAsync()
    expect(outbox.entries).toEqual([])
    expect(tried.length).toBeGreaterThan(2)
    expect(new Set(tried).size).toBe(1)
  })

  test('that is refused stays, with its reason, and holds up nothing behind it', async () => {
    const server = serverThat((action) =>
      action.kind === 'skip' && action.body.stopId === 1 ? 'refused' : 'taken',
    )
    const outbox = new Outbox(keptIn<readonly Entry[]>({}), server.deliver)
    outbox.add(skip(1), 'one')
    outbox.add(skip(2), 'two')
    await vi.runAllTimersAsync()
    expect(outbox.waiting).toEqual([])
    expect(outbox.refused.map(({ name, refused }) => [name, refused])).toEqual([
      ['one', 'visit-exists'],
    ])
    const [kept] = outbox.refused
    if (!kept) throw new Error('the refused one is kept')
    outbox.discard(kept)
    expect(outbox.entries).toEqual([])
  })
})
