import { setTimeout as pause } from 'node:timers/promises'
import type { PhoneEvent } from './walk-tour.ts'

/** What became of a phone's deliveries; counts fixes and visit steps. */
export interface Tally {
  sent: number
  /** Answered with a refusal that trying again does not change. */
  refused: number
  /** Given up after the last try. */
  lost: number
}

export interface PhoneOptions {
  /** Address of the server, without path. */
  address: string
  token: string
  /** Field time in ms. */
  now: () => number
  tally: Tally
  signal: AbortSignal
}

/** How often a phone looks whether something is due, in real time. */
const tickMillis = 500
/** The largest batch the door takes is 1,000. */
const largestBatch = 500
/** Real milliseconds before each further try. */
const retryMillis = [250, 500, 1_000, 2_000, 4_000]

/**
 * Sends one phone's events through the public doors when their time has come, one after the other, until
 * none is left or the signal says stop. A server that does not answer is tried again, then the event is lost.
 */
export async function playPhone(
  events: readonly PhoneEvent[],
  options: PhoneOptions,
): Promise<void> {
  const { now, signal } = options
  let next = 0
  try {
    while (next < events.length) {
      const due = takeDue(events, next, now())
      if (due.length === 0) await pause(tickMillis, undefined, { signal })
      else await deliver(due, options)
      next += due.length
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

/** The next event, or all fixes up to the next other event, as far as they are due. */
function takeDue(events: readonly PhoneEvent[], from: number, now: number): PhoneEvent[] {
  const isDue = (event: PhoneEvent | undefined) => event !== undefined && event.at <= now
  let until = from
  while (until - from < largestBatch && isDue(events[until]) && events[until]?.kind === 'fix')
    until++
  if (until === from && isDue(events[from])) until++
  return events.slice(from, until)
}

/** @throws only when the signal says stop */
async function deliver(due: PhoneEvent[], options: PhoneOptions): Promise<void> {
  const { tally, signal } = options
  for (const wait of [...retryMillis, undefined]) {
    const status = await post(due, options)
    if (status < 300) return void (tally.sent += due.length)
    if (status < 500 && status !== 429) return void (tally.refused += due.length)
    if (wait !== undefined) await pause(wait, undefined, { signal })
  }
  tally.lost += due.length
}

/** @returns the answer's status; 503 when there was none */
async function post(due: PhoneEvent[], { address, token, signal }: PhoneOptions): Promise<number> {
  const { path, body } = requestOf(due)
  try {
    const answer = await fetch(`${address}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    })
    // Reading to the end frees the connection for the next request.
    await answer.arrayBuffer()
    return answer.status
  } catch (error) {
    if (signal.aborted) throw error
    return 503
  }
}

function requestOf(due: PhoneEvent[]): { path: string; body: object } {
  const [first] = due
  if (!first || first.kind === 'fix') {
    const fixes = due.flatMap((event) => (event.kind === 'fix' ? [event.fix] : []))
    return { path: '/positions', body: { fixes } }
  }
  switch (first.kind) {
    case 'check-in':
      return { path: '/visits', body: first.body }
    case 'check-out':
      return { path: `/visits/${first.visitId}/check-out`, body: first.body }
    case 'skip':
      return { path: '/visits/skip', body: first.body }
  }
}
