import { once } from 'node:events'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { drawRoutes } from '../../../server/optimizer/draw-routes.ts'
import { measureTravel } from '../../../server/optimizer/measure-travel.ts'
import { openEventStream } from '../../../server/optimizer/write-stream.ts'
import { readRequest } from '../../../server/optimizer/vroom/read-request.ts'
import type { Travel } from '../../../server/roads/index.ts'
import type { VroomRoute } from '../../../shared/optimizer.ts'

const vehicle = (id: number, profile: string) => ({ id, profile, start: [1, 1], end: [1, 1] })
const request = readRequest({
  jobs: [{ id: 1, location: [1, 2] }],
  vehicles: [vehicle(1, 'car'), vehicle(2, 'foot')],
})

/** Roads that hear somebody hang up while they answer. */
function hangUpAtFirst() {
  const caller = new AbortController()
  let asked = 0
  const answer = <T>(value: T) => {
    asked++
    caller.abort()
    return Promise.resolve(value)
  }
  const cells = () => new Float64Array(4)
  const travel: Travel = {
    profile: () => Promise.resolve('car'),
    dataId: () => null,
    matrix: () =>
      answer({
        size: 2,
        durations: cells(),
        distances: cells(),
        source: 'estimate' as const,
        offRoad: [],
      }),
    route: () => answer({ legs: [], source: 'estimate' as const }),
  }
  return { travel, signal: caller.signal, asked: () => asked }
}

describe('hanging up', () => {
  test('ends the measuring of travel', async () => {
    const { travel, signal, asked } = hangUpAtFirst()
    await expect(measureTravel(request, travel, signal)).rejects.toThrow(/abort/)
    expect(asked()).toBe(1)
  })

  test('ends the drawing of routes', async () => {
    const { travel, signal, asked } = hangUpAtFirst()
    const steps = [{ location: [1, 1] }, { location: [1, 2] }]
    const routes = [1, 2].map((id) => ({ vehicle: id, steps }) as unknown as VroomRoute)
    await expect(drawRoutes(request, routes, travel, signal)).rejects.toThrow(/abort/)
    expect(asked()).toBe(1)
  })
})

describe('an event stream', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  test('says something every 15 seconds until it ends', async () => {
    vi.useFakeTimers()
    const { stream } = openEventStream('text/event-stream')
    vi.advanceTimersByTime(31_000)
    expect(String(stream.read())).toBe(':\n\n:\n\n')
    const ended = once(stream, 'finish')
    stream.end()
    await ended
    expect(vi.getTimerCount()).toBe(0)
  })

  test('of lines keeps silent', () => {
    vi.useFakeTimers()
    openEventStream('application/x-ndjson')
    expect(vi.getTimerCount()).toBe(0)
  })
})
