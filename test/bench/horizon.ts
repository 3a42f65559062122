import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Horizon } from '../../shared/horizon.ts'
import type { Plan } from '../../shared/planning.ts'
import { findFaults } from '../planning/support/check-horizon.ts'
import { openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { sharedTestDatabase } from '../support/database.ts'
import { addTeam } from '../support/world.ts'

/** A Monday. */
const MONDAY = '2026-03-02'
const STOPS_A_DAY = 20
const DAYS = 5

/**
 * Protocol: a team over HTTP and the embedded database, a week of five days, each shop due once in it (last visited on a
 * day of the week before), half of them with a fixed weekday. Travel is estimated: no streets. First plan is until drafts of
 * all days are answered; final until the run says it is over. Then a smaller team with as much time for each person as the
 * large one has, against ten times as much.
 */
export async function run(): Promise<void> {
  const world = await openTestApp()
  try {
    const whole = await planWeek(world, 60, 50)
    console.log(`  ${whole.text}`)
    const few = await planWeek(world, 6, 6)
    const longer = await planWeek(world, 6, 60)
    console.log(`  in 6 s: ${few.text}\n  in 60 s: ${longer.text}`)
    console.log(`  gap to ten times as long: ${(100 * (few.cost / longer.cost - 1)).toFixed(2)} %`)
  } finally {
    await world.close()
    await (await sharedTestDatabase()).close()
  }
}

interface Week {
  readonly text: string
  readonly cost: number
}

async function planWeek(world: TestApp, people: number, seconds: number): Promise<Week> {
  const { boss, teamId } = await fillTeam(world, people)
  const begun = performance.now()
  const worked = process.cpuUsage()
  const sinceBegun = () => {
    const { user, system } = process.cpuUsage(worked)
    const wall = ((performance.now() - begun) / 1000).toFixed(1)
    return `${wall} s (${((user + system) / 1e6).toFixed(1)} of processors)`
  }
  const body = { teamId, from: MONDAY, days: DAYS, seconds }
  const answer = await boss.send('POST', '/plans/horizon', body)
  if (answer.statusCode !== 202) throw new Error(answer.body)
  const first = sinceBegun()
  let horizon = answer.json<Horizon>()
  while (horizon.run) {
    await wait(100)
    horizon = (await boss.get(`/plans/horizon/${String(horizon.id)}`)).json<Horizon>()
  }
  const final = sinceBegun()
  const [a, z] = [horizon.best[0], horizon.best.at(-1)]
  if (!a || !z) throw new Error('the run showed nothing')
  const plans: Plan[] = []
  for (const { planId } of horizon.days)
    plans.push((await boss.get(`/plans/${String(planId)}`)).json())
  const faults = findFaults(plans, { gapOf: () => 3, works: () => true })
  const stops = plans.flatMap(({ tours }) => tours.flatMap((tour) => tour.stops)).length
  const text =
    `${String(people)} people × ${String(DAYS)} days, ${String(stops)} visits placed, ${String(z.unassigned)} not: ` +
    `first plan ${first}, final ${final}; ${km(a.metres)} → ${km(z.metres)} km, ` +
    `cost ${a.cost.toFixed(0)} → ${z.cost.toFixed(0)}, ${String(faults.length)} faults`
  return { text, cost: z.cost }
}

const km = (metres: number) => (metres / 1000).toFixed(0)

/** People in a grid 8 km apart, each with their shops within about 3 km. */
async function fillTeam(
  world: TestApp,
  people: number,
): Promise<{ boss: SignedIn; teamId: number }> {
  const { db } = world
  const teamId = await addTeam(db)
  const boss = await world.signInAs('manager', { teamId })
  await sql`
    insert into visit_policy (name, interval_days, min_gap_days, service_minutes)
    values ('weekly', 7, 3, 12) on conflict do nothing`.execute(db)
  await sql`
    insert into person (code, name, role, team_id, start_geom)
    select gen_random_uuid(), 'person ' || n, 'customer-manager', ${teamId},
           ST_SetSRID(ST_MakePoint(116 + 0.09 * (n % 8), 36 + 0.07 * (n / 8)), 4326)
    from generate_series(0, ${people - 1}) n`.execute(db)
  await sql`
    with places as (
      select id, n, 2.399963 * n + id as turn, 0.003 * sqrt(n + 1) as away,
             ST_X(start_geom) as lng, ST_Y(start_geom) as lat
      from person cross join generate_series(0, ${STOPS_A_DAY * DAYS - 1}) n
      where team_id = ${teamId} and role = 'customer-manager'
    )
    insert into retailer (code, name, geom, source_lng, source_lat, manager_id, tier)
    select gen_random_uuid(), 'shop', ST_SetSRID(ST_MakePoint(
             lng + away * cos(turn), lat + 0.8 * away * sin(turn)), 4326), 0, 0, id, 1 + n % 30
    from places`.execute(db)
  await sql`
    insert into visit (id, retailer_id, person_id, arrived_at, left_at, outcome)
    select gen_random_uuid(), retailer.id, manager_id, at, at, 'done'
    from retailer join person on person.id = manager_id
    cross join lateral (
      select timestamptz '2026-02-23 10:00+08' + interval '1 day' * (retailer.id % 5) as at) visited
    where team_id = ${teamId}`.execute(db)
  await sql`
    insert into visit_line (retailer_id, weekdays)
    select retailer.id, array[1 + (retailer.id / 7) % 5] from retailer
    join person on person.id = manager_id
    where team_id = ${teamId} and retailer.id % 2 = 0`.execute(db)
  return { boss, teamId }
}
