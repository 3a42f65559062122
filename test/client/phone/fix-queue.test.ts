import { describe, expect, test } from 'vitest'
import { FixQueue } from '../../../client/phone/fix-queue.svelte.ts'
import type { Fix } from '../../../shared/positions.ts'
import { keptIn } from './kept-in.ts'

const fixAt = (seconds: number): Fix => ({
  at: [114, 30],
  fixAt: new Date(Date.UTC(2026, 2, 2) + seconds * 1000).toISOString(),
})

describe('positions on their way', () => {
  test('leave the phone only when the server has acknowledged them', async () => {
    let isUp = false
    const place = {}
    const queue = new FixQueue(keptIn<readonly Fix[]>(place), () => Promise.resolve(isUp))
    queue.add(fixAt(0))
    queue.add(fixAt(10))
    expect(await queue.send()).toBe(false)
    expect(new FixQueue(keptIn<readonly Fix[]>(place), () => Promise.resolve(true)).fixes).toEqual([
      fixAt(0),
      fixAt(10),
    ])
    isUp = true
    expect(await queue.send()).toBe(true)
    expect(queue.fixes).toEqual([])
    expect(place).toEqual({ text: undefined })
  })

  test('taken while others are sent stay for the next time', async () => {
    let acknowledge: (acknowledged: boolean) => void = () => undefined
    const queue = new FixQueue(
      keptIn<readonly Fix[]>({}),
      () => new Promise((resolve) => (acknowledge = resolve)),
    )
    queue.add(fixAt(0))
    const sending = queue.send()
    queue.add(fixAt(10))
    acknowledge(true)
    await Promise.resolve()
    await Promise.resolve()
    expect(queue.fixes).toEqual([fixAt(10)])
    acknowledge(false)
    expect(await sending).toBe(false)
    expect(queue.fixes).toEqual([fixAt(10)])
  })

  test('closer than five seconds are left out', () => {
    const queue = new FixQueue(keptIn<readonly Fix[]>({}), () => Promise.resolve(true))
    for (const seconds of [0, 1, 4.9, 5, 9, 10]) queue.add(fixAt(seconds))
    expect(queue.fixes).toEqual([fixAt(0), fixAt(5), fixAt(10)])
  })

  test('go in deliveries of at most a thousand', async () => {
    const sizes: number[] = []
    const kept = { text: JSON.stringify(Array.from({ length: 2300 }, (_, n) => fixAt(n * 5))) }
    const queue = new FixQueue(keptIn<readonly Fix[]>(kept), (fixes) => {
      sizes.push(fixes.length)
      return Promise.resolve(true)
    })
    await queue.send()
    expect(sizes).toEqual([1000, 1000, 300])
  })
})
