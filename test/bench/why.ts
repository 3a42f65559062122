import { sql } from 'kysely'
import type { PlanWhy } from '../../shared/plan-why.ts'
import type { Plan } from '../../shared/planning.ts'
import { openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { sharedTestDatabase } from '../support/database.ts'
import { addTeam } from '../support/world.ts'

const DAY = '2026-03-02'
const ROUNDS = 30
/** For what nobody waits for. */
const WHOLE_ROUNDS = 5
/** What a page asks for at once: `PlanReasons`. */
const BATCH = 4
/** Issue 5, "Why / why not". Milliseconds. */
const TARGET = 300

/**
 * Protocol: over HTTP and the embedded database, a team with more shops due than fit into its day; estimated travel. The
 * answers to `GET /plans/:id/why` in full, of all that is left out, of a few such visits (as the list of repairs asks for what
 * is on the screen) and of one stop (as a stop on the screen does), warm: processor time of all threads, and the clock.
 */
export async function run(): Promise<void> {
  const world = await openTestApp()
  try {
    for (const [people, shops] of [
      [10, 14],
      [20, 24],
      [60, 22],
    ] as const)
      await askTeam(world, people, shops)
  } finally {
    await world.close()
    await (await sharedTestDatabase()).close()
  }
}

async function askTeam(world: TestApp, people: number, shops: number): Promise<void> {
  const { boss, teamId } = await fillTeam(world, people, shops)
  const plan = (await boss.send('POST', '/plans', { teamId, day: DAY })).json<Plan>()
  const stops = plan.tours.flatMap((tour) => tour.stops)
  console.log(
    `  ${String(people)} people, ${String(stops.length)} stops, ${String(plan.unassigned.length)} left out`,
  )
  const path = `/plans/${String(plan.id)}/why`
  await ask('all', boss, () => path, WHOLE_ROUNDS)
  await ask('all that is left out', boss, () => `${path}?of=absences`, WHOLE_ROUNDS)
  const left = plan.unassigned.map(({ retailerId }) => `&retailerId=${String(retailerId)}`)
  await ask(
    `first repairs, ${String(BATCH)} visits (target ${String(TARGET)} ms)`,
    boss,
    (round) => {
      const first = (BATCH * round) % Math.max(1, left.length - BATCH)
      return `${path}?of=absences${left.slice(first, first + BATCH).join('')}`
    },
  )
  await ask(`one stop (target ${String(TARGET)} ms)`, boss, (round) => {
    const stop = stops[(7 * round) % stops.length]
    return `${path}?stopId=${String(stop?.id)}`
  })
}

async function ask(
  what: string,
  boss: SignedIn,
  pathOf: (round: number) => string,
  rounds = ROUNDS,
) {
  const walls: number[] = []
  const busy: number[] = []
  for (let round = -5; round < rounds; round++) {
    const [begun, worked] = [performance.now(), process.cpuUsage()]
    const answer = await boss.get(pathOf(round + 5))
    if (!answer.json<PlanWhy>().isWhole) {
      console.log(`    ${what}: there was no time for all of it`)
      return
    }
    if (round < 0) continue
    const { user, system } = process.cpuUsage(worked)
    walls.push(performance.now() - begun)
    busy.push((user + system) / 1000)
  }
  const at = (values: number[], share: number) =>
    values.toSorted((a, b) => a - b)[Math.floor(share * values.length)]?.toFixed(0) ?? ''
  console.log(
    `    ${what}: median ${at(busy, 0.5)} ms of processors; clock ${at(walls, 0.5)}, p95 ${at(walls, 0.95)} ms`,
  )
}

/** People in a grid 8 km apart, each with their shops within about 3 km, in two windows. */
async function fillTeam(world: TestApp, people: number, shops: number) {
  const { db } = world
  const teamId = await addTeam(db)
  const boss = await world.signInAs('manager', { teamId })
  await sql`
    insert into visit_policy (name, tier_from, tier_to, interval_days, min_gap_days, service_minutes, window_start, window_end)
    values ('morning', 1, 10, 7, 3, 20, '09:00', '12:30'), ('all day', 11, 30, 7, 3, 20, null, null)
    on conflict do nothing`.execute(db)
  await sql`
    insert into person (code, name, role, team_id, start_geom)
    select gen_random_uuid(), 'person ' || n, 'customer-manager', ${teamId},
           ST_SetSRID(ST_MakePoint(116 + 0.09 * (n % 8), 36 + 0.07 * (n / 8)), 4326)
    from generate_series(0, ${people - 1}) n`.execute(db)
  await sql`
    with places as (
      select id, n, 2.399963 * n + id as turn, 0.003 * sqrt(n + 1) as away,
             ST_X(start_geom) as lng, ST_Y(start_geom) as lat
      from person cross join generate_series(0, ${shops - 1}) n
      where team_id = ${teamId} and role = 'customer-manager'
    )
    insert into retailer (code, name, geom, source_lng, source_lat, manager_id, tier)
    select gen_random_uuid(), 'shop', ST_SetSRID(ST_MakePoint(
             lng + away * cos(turn), lat + 0.8 * away * sin(turn)), 4326), 0, 0, id, 1 + n % 30
    from places`.execute(db)
  return { boss, teamId }
}
