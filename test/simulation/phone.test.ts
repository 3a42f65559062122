import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { playPhone, type Tally } from '../../server/simulation/phone.ts'
import type { PhoneEvent } from '../../server/simulation/walk-tour.ts'

const fix = (at: number): PhoneEvent => ({
  kind: 'fix',
  at,
  fix: { at: [111, 27], fixAt: new Date(at).toISOString() },
})
const skip = (at: number): PhoneEvent => ({
  kind: 'skip',
  at,
  body: {
    id: '7f2e2a52-2d52-8a34-a1b2-0123456789ab',
    retailerId: 1,
    at: new Date(at).toISOString(),
    reason: 'closed',
  },
})

let door: Server | undefined
afterEach(() => door?.close())

/** A door that answers with these statuses, one after the other, then 200. */
async function openDoor(...statuses: number[]) {
  const asked: string[] = []
  const answering = createServer((request, response) => {
    asked.push(request.url ?? '')
    request.resume()
    response.writeHead(statuses.shift() ?? 200).end('{}')
  }).listen(0, '127.0.0.1')
  door = answering
  await once(answering, 'listening')
  return { asked, address: `http://127.0.0.1:${String((answering.address() as AddressInfo).port)}` }
}

async function play(events: PhoneEvent[], address: string): Promise<Tally> {
  const tally: Tally = { sent: 0, refused: 0, lost: 0 }
  const { signal } = new AbortController()
  await playPhone(events, { address, token: 'x', now: () => 1_000, tally, signal })
  return tally
}

describe('a simulated phone', () => {
  test('sends fixes that are due together, and everything in order', async () => {
    const { asked, address } = await openDoor()
    expect(await play([fix(1), fix(2), skip(3), fix(4)], address)).toEqual({
      sent: 4,
      refused: 0,
      lost: 0,
    })
    expect(asked).toEqual(['/api/v1/positions', '/api/v1/visits/skip', '/api/v1/positions'])
  })

  test('tries again what the server could not take, before anything newer', async () => {
    const { asked, address } = await openDoor(503, 429)
    expect(await play([fix(1), skip(2)], address)).toEqual({ sent: 2, refused: 0, lost: 0 })
    expect(asked.map((url) => url.split('/').at(-1))).toEqual([
      'positions',
      'positions',
      'positions',
      'skip',
    ])
  })

  test('does not repeat what was refused', async () => {
    const { asked, address } = await openDoor(409)
    expect(await play([skip(1), fix(2)], address)).toEqual({ sent: 1, refused: 1, lost: 0 })
    expect(asked).toHaveLength(2)
  })

  test('gives an event up after its last try and goes on', async () => {
    const { address } = await openDoor(500, 500, 500, 500, 500, 500)
    expect(await play([fix(1), skip(2)], address)).toEqual({ sent: 1, refused: 0, lost: 1 })
  })

  test('sends nothing before its time, and stops at once when told to', async () => {
    const { asked, address } = await openDoor()
    const tally: Tally = { sent: 0, refused: 0, lost: 0 }
    const stop = new AbortController()
    const playing = playPhone([fix(1), fix(2_000)], {
      ...{ address, token: 'x', tally, signal: stop.signal },
      now: () => 1_000,
    })
    await expect.poll(() => tally.sent).toBe(1)
    stop.abort()
    await playing
    expect(asked).toHaveLength(1)
  })
})
