import { expect, test } from 'vitest'
import { sql } from 'kysely'
import type { PlanBench } from '../../shared/plan-bench.ts'
import type { Plan } from '../../shared/planning.ts'
import { addTeam } from '../support/world.ts'
import {
  eachTestHasASmallTeam,
  makePlan,
  MONDAY,
  planAndPublish,
  publish,
  shopsIn,
  stopAt,
  tourOf,
} from './support/small-team.ts'

const team = eachTestHasASmallTeam()
const bench = (body: object, by = team.boss) =>
  by.send('POST', '/plans/benchmark', { seconds: 1, ...body })

async function codesOf(table: 'person' | 'retailer', ids: readonly number[]): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from unnest(${[...ids]}::integer[]) with ordinality wanted (id, place)
    join ${sql.table(table)} using (id) order by place`.execute(team.world.db)
  return rows.map(({ code }) => code)
}

test('a plan published in a bad order is longer than ours of the same stops, and nothing is saved', async () => {
  const plan = await makePlan(team)
  const tour = tourOf(plan, team.a)
  // Shops in a row to the east: the nearest in the middle is a way forth and back too many.
  const nearest = stopAt(tour, shopsIn(tour).indexOf(team.shopsOfA[0] ?? 0))
  const path = `/plans/${String(plan.id)}/stops/${String(nearest.id)}`
  const move = { revision: 1, tourId: tour.id, position: 1 }
  const worse = (await team.boss.send('PATCH', path, move)).json<Plan>()
  const published = await publish(team, worse)
  const { theirs, ours, ...facts } = (await bench({})).json<PlanBench>()
  const metres = published.tours.reduce((sum, one) => sum + one.metres, 0)
  expect(theirs).toMatchObject({ stops: 7, unplaced: 0, late: 0, overtimeSeconds: 0, metres })
  const shortest = plan.tours.reduce((sum, one) => sum + one.metres, 0)
  expect(ours).toMatchObject({ stops: 7, unplaced: 0, metres: shortest })
  expect(theirs.metres).toBeGreaterThan(ours.metres)
  expect(facts).toMatchObject({ day: MONDAY, planId: plan.id, people: 2 })
  expect(facts.machine).toMatch(/\d+ cores/)
  const versions = await team.boss.get(`/plans?teamId=${String(team.teamId)}&day=${MONDAY}`)
  expect(versions.json()).toHaveLength(1)
})

test('tours of a file are timed by the same rules: what does not fit is late and overtime, or left out by ours', async () => {
  const { a, shopsOfA, shopsOfB, world } = team
  await sql`update person set shift_end = '09:30', break_minutes = 0 where id = ${a.personId}`.execute(
    world.db,
  )
  const [personCode = ''] = await codesOf('person', [a.personId])
  const retailerCodes = await codesOf('retailer', [...shopsOfA, ...shopsOfB])
  const answer = await bench({ day: MONDAY, tours: [{ personCode, retailerCodes }] })
  const { theirs, ours, planId } = answer.json<PlanBench>()
  expect(planId).toBeNull()
  expect(theirs).toMatchObject({ stops: 7, unplaced: 0 })
  expect(theirs.overtimeSeconds).toBeGreaterThan(0)
  expect(ours.overtimeSeconds).toBe(0)
  expect(ours.stops + ours.unplaced).toBe(7)
  expect(ours.unplaced).toBeGreaterThan(0)
})

test('what is not known, comes twice, or is not theirs is refused by name', async () => {
  const [personCode = ''] = await codesOf('person', [team.a.personId])
  const [shop = ''] = await codesOf('retailer', team.shopsOfA)
  const refusal = async (tours: object[], by = team.boss) =>
    (await bench({ tours }, by)).json<{ code: string; detail: string }>()
  expect(await refusal([{ personCode: 'nobody', retailerCodes: [shop] }])).toMatchObject({
    code: 'input-invalid',
    detail: 'nobody has the code nobody',
  })
  expect((await refusal([{ personCode, retailerCodes: ['none'] }])).detail).toContain('none')
  expect((await refusal([{ personCode, retailerCodes: [shop, shop] }])).detail).toContain('twice')
  const stranger = await team.world.signInAs('manager', { teamId: await addTeam(team.world.db) })
  expect((await refusal([{ personCode, retailerCodes: [shop] }], stranger)).code).toBe(
    'scope-forbidden',
  )
  expect((await bench({}, stranger)).json()).toMatchObject({ code: 'not-found' })
  const { id } = await planAndPublish(team)
  expect((await bench({ planId: id }, stranger)).json()).toMatchObject({ code: 'not-found' })
})
