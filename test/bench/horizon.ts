import { setTimeout as wait } from 'node:timers/promises'
import type { Horizon } from '../../shared/horizon.ts'
import type { Plan } from '../../shared/planning.ts'
import { addBusyTeam } from '../planning/support/busy-teams.ts'
import { findFaults } from '../planning/support/check-horizon.ts'
import { openTestApp, type TestApp } from '../support/app.ts'
import { sharedTestDatabase } from '../support/database.ts'

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
  const shopsEach = STOPS_A_DAY * DAYS
  const teamId = await addBusyTeam(world.db, { people, shopsEach, monday: MONDAY })
  const boss = await world.signInAs('manager', { teamId })
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
