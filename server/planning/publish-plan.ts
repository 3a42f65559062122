import { compareTours } from '../../shared/compare-tours.ts'
import type { Plan, Tour } from '../../shared/planning.ts'
import { audit } from '../platform/audit.ts'
import type { Db } from '../platform/database/index.ts'
import { Problem } from '../platform/problem.ts'
import { requireDraft } from './edit-plan.ts'
import { planById, type PlanHead } from './queries.ts'
import { carryReceipts } from './receipt-queries.ts'
import {
  carryVisits,
  countVisited,
  lockTeam,
  markPublished,
  retirePublished,
} from './write-queries.ts'

export interface Publication {
  readonly plan: PlanHead
  /** Whose phones are told: everybody whose tour is another than in the version it replaces, or who has not seen that. */
  readonly personIds: readonly number[]
}

interface Publishing {
  readonly id: number
  readonly revision: number
  readonly by: { readonly personId: number | null; readonly ip: string }
  /** The version that must be in force until then. */
  readonly instead?: number
}

/**
 * Makes a draft the plan of its day in place of the version published before. Visits made under that
 * version go with their person and shop; a draft that has no stop for one of them is refused.
 * @throws Problem plan-changed, plan-published, plan-empty, stop-visited
 */
export function publishPlan(
  db: Db,
  { id, teamId }: PlanHead,
  revision: number,
  by: Publishing['by'],
): Promise<Publication> {
  return db.transaction().execute(async (trx) => {
    await lockTeam(trx, teamId)
    return publishDraft(trx, { id, revision, by })
  })
}

/** The same within a transaction that has the team's lock. */
export async function publishDraft(
  trx: Db,
  { id, revision, by, instead }: Publishing,
): Promise<Publication> {
  const plan = await requireDraft(trx, id, revision)
  const { teamId, day } = plan
  const whole = await planById(trx, id)
  if (!whole || whole.tours.every(({ stops }) => stops.length === 0))
    throw new Problem('plan-empty')
  const replacedId = await retirePublished(trx, plan)
  if (instead !== undefined && instead !== replacedId) throw new Problem('plan-changed')
  const replaced = replacedId === undefined ? undefined : await planById(trx, replacedId)
  await markPublished(trx, id, by.personId)
  if (replaced) await carryOver(trx, replaced, whole)
  await audit(trx, {
    personId: by.personId,
    action: 'plan:publish',
    subject: String(id),
    facts: { teamId, day, replacedId: replacedId ?? null },
    ip: by.ip,
  })
  return { plan, personIds: toldOf(replaced?.tours ?? [], whole.tours) }
}

async function carryOver(trx: Db, replaced: Plan, whole: Plan): Promise<void> {
  const same = compareTours(replaced.tours, whole.tours).filter(({ stops }) => stops.length === 0)
  await carryReceipts(
    trx,
    replaced.id,
    whole.id,
    same.flatMap(({ personId }) => crewOf(whole.tours, personId)),
  )
  await carryVisits(trx, replaced.id, whole.id)
  const lost = await countVisited(trx, replaced.id)
  if (lost > 0)
    throw new Problem('stop-visited', `${String(lost)} visited stops are missing; plan anew`)
}

/** Who is on a person's tour. */
function crewOf(tours: readonly Tour[], personId: number): number[] {
  const companion = tours.find((tour) => tour.personId === personId)?.companion
  return companion ? [personId, companion.personId] : [personId]
}

function toldOf(before: readonly Tour[], after: readonly Tour[]): number[] {
  const contents = ({ start, stops, endsAt, companion }: Tour) =>
    JSON.stringify([
      companion?.personId,
      start,
      endsAt,
      stops.map(({ retailerId, arrivesAt }) => [retailerId, arrivesAt]),
    ])
  const people = new Set([...before, ...after].map(({ personId }) => personId))
  const isUnseen = ({ seenAt, companion }: Tour) => seenAt === null || companion?.seenAt === null
  const changed = [...people].filter((id) => {
    const [was, is] = [before, after].map((tours) => tours.find((one) => one.personId === id))
    return !was || !is || isUnseen(was) || contents(was) !== contents(is)
  })
  return [...new Set(changed.flatMap((id) => [...crewOf(before, id), ...crewOf(after, id)]))]
}
