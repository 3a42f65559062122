import { afterAll, beforeAll, beforeEach } from 'vitest'
import { sql } from 'kysely'
import type { LngLat } from '../../../shared/geo.ts'
import type { Plan, Stop, Tour } from '../../../shared/planning.ts'
import { ensureDefaultPolicies } from '../../../server/planning/index.ts'
import { openTestApp, type SignedIn, type TestApp } from '../../support/app.ts'
import { emptyTables } from '../../support/database.ts'
import { addRetailer, addTeam } from '../../support/world.ts'

/** A Monday, 08:00 in Shanghai. */
export const MONDAY = '2026-03-02'
export const EIGHT = new Date('2026-03-02T00:00:00Z')
export const START_A: LngLat = [117.1, 36.6]
export const START_B: LngLat = [117.2, 36.6]

export interface SmallTeam {
  world: TestApp
  teamId: number
  /** The team's manager at the desk. */
  boss: SignedIn
  /** Two customer managers; A has four shops and B has three. */
  a: SignedIn
  b: SignedIn
  shopsOfA: number[]
  shopsOfB: number[]
}

/**
 * One server for a file, and a new small team before each of its tests.
 * @param environment as the server's
 */
export function eachTestHasASmallTeam(environment: () => Record<string, string> = () => ({})) {
  const team = {} as SmallTeam
  beforeAll(async () => {
    team.world = await openTestApp(environment())
  })
  beforeEach(async () => {
    const { world } = team
    await emptyTables(world.db)
    world.heard.length = 0
    world.clock.set(EIGHT, 1)
    Object.assign(team, await addSmallTeam(world))
  })
  afterAll(() => team.world.close())
  return team
}

async function addSmallTeam(world: TestApp): Promise<Omit<SmallTeam, 'world'>> {
  await ensureDefaultPolicies(world.db)
  const teamId = await addTeam(world.db)
  const boss = await world.signInAs('manager', { teamId })
  const a = await world.signInAs('customer-manager', { teamId })
  const b = await world.signInAs('customer-manager', { teamId })
  await startAt(world, a.personId, START_A)
  await startAt(world, b.personId, START_B)
  const shopsOfA = await addShops(world, a.personId, START_A, 4)
  const shopsOfB = await addShops(world, b.personId, START_B, 3)
  return { teamId, boss, a, b, shopsOfA, shopsOfB }
}

async function startAt({ db }: TestApp, personId: number, [lng, lat]: LngLat): Promise<void> {
  await sql`update person set start_geom = ST_SetSRID(ST_MakePoint(${lng}, ${lat}), 4326)
            where id = ${personId}`.execute(db)
}

/** Shops in a row to the east, about 900 m apart. */
export async function addShops(
  { db }: TestApp,
  managerId: number | undefined,
  [lng, lat]: LngLat,
  count: number,
): Promise<number[]> {
  const ids: number[] = []
  for (let i = 1; i <= count; i++)
    ids.push(
      await addRetailer(db, [lng + i * 0.01, lat], {
        tier: 25,
        ...(managerId === undefined ? {} : { managerId }),
      }),
    )
  return ids
}

export async function makePlan({ boss, teamId }: SmallTeam, day = MONDAY): Promise<Plan> {
  const answer = await boss.send('POST', '/plans', { teamId, day })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json()
}

export async function publish({ boss }: SmallTeam, plan: Plan): Promise<Plan> {
  const { id, revision } = plan
  const answer = await boss.send('POST', `/plans/${String(id)}/publish`, { revision })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json()
}

export async function planAndPublish(team: SmallTeam, day = MONDAY): Promise<Plan> {
  return publish(team, await makePlan(team, day))
}

export function tourOf(plan: Plan, { personId }: { personId: number }): Tour {
  const tour = plan.tours.find((one) => one.personId === personId)
  if (!tour) throw new Error(`nobody ${String(personId)} has a tour`)
  return tour
}

export function stopAt(tour: Tour, position: number): Stop {
  const stop = tour.stops[position]
  if (!stop) throw new Error(`the tour has no stop ${String(position)}`)
  return stop
}

export const shopsIn = (tour: Tour) => tour.stops.map(({ retailerId }) => retailerId)
