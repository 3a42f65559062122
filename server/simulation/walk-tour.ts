import { createHash } from 'node:crypto'
import type { Tour } from '../../shared/planning.ts'
import type { Fix } from '../../shared/positions.ts'
import type { CheckIn, CheckOut, Skip } from '../../shared/visits.ts'
import { drawItinerary, type Call } from './itinerary.ts'
import { SeededRandom } from './seeded-random.ts'
import { traceFixes } from './trace-fixes.ts'

/** What a phone sends, and when: `at` in ms since 1970, field time. */
export type PhoneEvent = { readonly at: number } & (
  | { readonly kind: 'fix'; readonly fix: Fix }
  | { readonly kind: 'check-in'; readonly body: CheckIn }
  | { readonly kind: 'check-out'; readonly visitId: string; readonly body: CheckOut }
  | { readonly kind: 'skip'; readonly body: Skip }
)

const MINUTE = 60_000

/**
 * The day of one person as their phone would tell it: fixes, check-ins and check-outs in the order they are
 * sent. Twice a day there is no signal for some minutes; what happened then is sent together afterwards.
 * Pure: the same tour and seed give the same events.
 */
export function walkTour(tour: Tour, day: string, seed: number): PhoneEvent[] {
  const random = new SeededRandom(`${String(seed)} ${day} ${String(tour.personId)}`)
  const { calls, stretches } = drawItinerary(tour, random)
  const visitIdOf = ({ stop }: Call) =>
    uuidOf([seed, day, tour.personId, stop.retailerId].join(' '))
  const events: PhoneEvent[] = [
    ...traceFixes(stretches, random).map(
      (fix) => ({ kind: 'fix', at: Date.parse(fix.fixAt), fix }) as const,
    ),
    ...calls.flatMap((call) =>
      call.skipped ? skip(call, visitIdOf(call), random) : visit(call, visitIdOf(call), random),
    ),
  ]
  const [begin, end] = [stretches[0]?.begins ?? 0, stretches.at(-1)?.ends ?? 0]
  const gaps = [0.15, 0.6].map((share) => {
    const from = begin + (end - begin) * (share + random.between(0, 0.25))
    const lasts = Math.min(random.between(3, 8) * MINUTE, (end - begin) / 10)
    return { from, until: from + lasts }
  })
  // Stable: what waits for the signal keeps the order in which it happened.
  return events
    .sort((a, b) => a.at - b.at)
    .map((event) => ({ ...event, at: afterGap(event.at, gaps) }))
    .sort((a, b) => a.at - b.at)
}

function afterGap(at: number, gaps: readonly { from: number; until: number }[]): number {
  return gaps.find(({ from, until }) => at >= from && at < until)?.until ?? at
}

function visit({ stop, arrives, leaves }: Call, id: string, random: SeededRandom): PhoneEvent[] {
  return [
    {
      kind: 'check-in',
      at: arrives,
      body: {
        id,
        retailerId: stop.retailerId,
        stopId: stop.id,
        arrivedAt: instant(arrives),
        at: stop.at,
        accuracyMetres: random.whole(4, 20),
      },
    },
    {
      kind: 'check-out',
      at: leaves,
      visitId: id,
      body: {
        leftAt: instant(leaves),
        observations: { stockCartons: random.whole(5, 120), satisfaction: random.whole(3, 5) },
      },
    },
  ]
}

function skip({ stop, leaves }: Call, id: string, random: SeededRandom): PhoneEvent[] {
  const { id: stopId, retailerId } = stop
  const reason = random.chance(0.5) ? 'closed' : 'absent'
  return [
    { kind: 'skip', at: leaves, body: { id, retailerId, stopId, at: instant(leaves), reason } },
  ]
}

function instant(at: number): string {
  return new Date(Math.round(at)).toISOString()
}

/** The same name gives the same id, so that a day played again visits nothing twice (a UUID of version 8). */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
  ]
  return [...parts, hex.slice(20, 32)].join('-')
}
