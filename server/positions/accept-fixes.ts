import type { PositionRow } from '../../shared/live.ts'
import type { Acceptance, Fix } from '../../shared/positions.ts'
import type { Db } from '../platform/database/index.ts'
import { futureMillis, judgeFix } from './judge-fix.ts'
import { historyOf, storeFixes, type PersonFix, type RefusedFix } from './queries.ts'

/** What one phone sent at once. */
export interface Delivery {
  readonly personId: number
  readonly teamId: number | null
  readonly deviceId: number | null
  readonly fixes: readonly Fix[]
}

/** Somebody's latest position went forward. */
export interface Move {
  readonly teamId: number | null
  readonly row: PositionRow
}

/**
 * Stores many phones' deliveries together, in one transaction.
 * @param now field time in ms
 * @returns how each delivery fared, in order (a delivery that cannot be stored fails all: nothing is then
 *   stored), and who moved
 */
export async function acceptFixes(
  db: Db,
  now: number,
  deliveries: readonly Delivery[],
): Promise<{ acceptances: Acceptance[]; moves: Move[] }> {
  const { fixes, ownerOf } = gatherFixes(deliveries)
  const history = await historyOf(db, fixes)
  const { good, refused } = judgeAll(fixes, history, now)
  const outcomes = await storeFixes(db, good, refused, now + futureMillis)

  const acceptances = deliveries.map(({ fixes: { length } }) => {
    return { stored: 0, duplicate: length, quarantined: 0 }
  })
  const moves: Move[] = []
  const fixOf = new Map(good.map((fix) => [keyOf(fix), fix]))
  for (const { outcome, ...key } of outcomes) {
    const owner = ownerOf.get(keyOf(key)) ?? 0
    const fix = fixOf.get(keyOf(key))
    const acceptance = acceptances[owner]
    if (outcome === 'moved') {
      if (fix) moves.push({ teamId: deliveries[owner]?.teamId ?? null, row: toRow(fix) })
    } else if (acceptance) {
      acceptance[outcome]++
      acceptance.duplicate--
    }
  }
  return { acceptances, moves }
}

const keyOf = ({ personId, at }: { personId: number; at: number }) =>
  `${String(personId)} ${String(at)}`

/** Every distinct fix by person and time (so that nodes lock rows in one order), and whose delivery it was. */
function gatherFixes(deliveries: readonly Delivery[]) {
  const fixes: PersonFix[] = []
  const ownerOf = new Map<string, number>()
  deliveries.forEach(({ personId, deviceId, fixes: sent }, owner) => {
    for (const one of sent) {
      const fix = toPersonFix(personId, deviceId, one)
      const key = keyOf(fix)
      if (ownerOf.has(key)) continue
      ownerOf.set(key, owner)
      fixes.push(fix)
    }
  })
  fixes.sort((a, b) => a.personId - b.personId || a.at - b.at)
  return { fixes, ownerOf }
}

function judgeAll(
  fixes: readonly PersonFix[],
  history: Awaited<ReturnType<typeof historyOf>>,
  now: number,
) {
  const good: PersonFix[] = []
  const refused: RefusedFix[] = []
  fixes.forEach((fix, index) => {
    const { stored = false, prior = null } = history[index] ?? {}
    const before = good.at(-1)
    const inBatch = before?.personId === fix.personId && before.at > (prior?.at ?? -Infinity)
    const reason = stored ? null : judgeFix(fix, inBatch ? before : prior, now)
    if (reason) refused.push({ fix, reason })
    else good.push(fix)
  })
  return { good, refused }
}

function toPersonFix(personId: number, deviceId: number | null, fix: Fix): PersonFix {
  return {
    personId,
    deviceId,
    // RFC 3339 allows a leap second, Date does not.
    at: Date.parse(fix.fixAt.replace(/:60(?=[.zZ+-])/, ':59')),
    place: fix.at,
    accuracyMetres: toReal(fix.accuracyMetres),
    speedMps: toReal(fix.speedMps),
    heading: toReal(fix.heading),
    battery: toReal(fix.battery),
  }
}

/** Two decimals are more than a phone knows, and keep absurd exponents from failing everybody's commit. */
function toReal(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(Math.min(value, 1e6) * 100) / 100
}

/** The frame's form: -1 is unknown. */
function toRow({ personId, place, at, accuracyMetres, ...fix }: PersonFix): PositionRow {
  const { speedMps, heading, battery } = fix
  return [
    personId,
    ...place,
    at,
    accuracyMetres ?? -1,
    speedMps ?? -1,
    heading ?? -1,
    battery ?? -1,
  ]
}
