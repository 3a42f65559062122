import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Horizon, Span } from '../../shared/horizon.ts'
import type { Plan } from '../../shared/planning.ts'
import { addDays, isoWeekday } from '../../shared/time.ts'
import { findFaults } from './support/check-horizon.ts'
import {
  planHorizon as planTeam,
  plansOfHorizon,
  untilHorizonIsOver,
} from './support/planned-week.ts'
import { addShops, eachTestHasASmallTeam, MONDAY, publish, START_A } from './support/small-team.ts'

const team = eachTestHasASmallTeam()
const FRIDAY = addDays(MONDAY, 4)

const planHorizon = (days: number, from = MONDAY, seconds = 2) =>
  planTeam(team, days, { from, seconds })
const untilOver = (horizon: Horizon) => untilHorizonIsOver(team, horizon)
const plansOf = (horizon: Horizon) => plansOfHorizon(team, horizon)

async function spanOf(from = MONDAY, until = addDays(MONDAY, 6)): Promise<Span> {
  const query = `teamId=${String(team.teamId)}&from=${from}&until=${until}`
  const answer = await team.boss.get(`/plans/horizon?${query}`)
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json()
}

const stopsOf = (plans: readonly Plan[]) =>
  plans.flatMap(({ day, tours }) =>
    tours.flatMap(({ personId, stops }) =>
      stops.map(({ retailerId }) => ({ day, personId, retailerId })),
    ),
  )

const onWeekdays = { gapOf: () => 3, works: (_: number, day: string) => isoWeekday(day) <= 5 }

test('a week has a draft for each working day, and every due visit is on one of them', async () => {
  const horizon = await planHorizon(5)
  expect(horizon.days.map(({ day }) => day)).toEqual([0, 1, 2, 3, 4].map((n) => addDays(MONDAY, n)))
  const plans = await plansOf(await untilOver(horizon))
  expect(plans.map(({ status, version }) => [status, version])).toEqual(
    Array.from({ length: 5 }, () => ['draft', 1]),
  )
  const shops = stopsOf(plans).map(({ retailerId }) => retailerId)
  expect(new Set(shops)).toEqual(new Set([...team.shopsOfA, ...team.shopsOfB]))
  expect(findFaults(plans, onWeekdays)).toEqual([])
})

test('two weeks of weekly visits have each shop twice, a week apart or nearly so', async () => {
  const plans = await plansOf(await untilOver(await planHorizon(10)))
  for (const shop of [...team.shopsOfA, ...team.shopsOfB])
    expect(stopsOf(plans).filter(({ retailerId }) => retailerId === shop)).toHaveLength(2)
  expect(findFaults(plans, onWeekdays)).toEqual([])
})

test('a fixed line keeps its weekday', async () => {
  await fixLine(team.shopsOfA, [3])
  const plans = await plansOf(await untilOver(await planHorizon(5)))
  const days = stopsOf(plans).filter(({ retailerId }) => team.shopsOfA.includes(retailerId))
  expect(days.map(({ day }) => isoWeekday(day))).toEqual([3, 3, 3, 3])
  expect((await spanOf()).moved).toEqual([])
})

test('a holiday moves the visits of its line to other days, and the overview says why', async () => {
  await fixLine(team.shopsOfA, [3])
  const wednesday = addDays(MONDAY, 2)
  await team.world.db
    .insertInto('calendar_day')
    .values({ day: wednesday, working: false, name: '清明' })
    .execute()
  const plans = await plansOf(await untilOver(await planHorizon(4)))
  expect(plans.map(({ day }) => day)).not.toContain(wednesday)
  expect(stopsOf(plans)).toHaveLength(7)
  const { days, moved } = await spanOf()
  expect(days.find(({ day }) => day === wednesday)).toMatchObject({ working: false, name: '清明' })
  expect(moved.map(({ reason }) => reason)).toEqual(Array.from({ length: 4 }, () => 'HOLIDAY'))
})

test('a working weekend that makes up for a holiday is planned', async () => {
  const saturday = addDays(MONDAY, 5)
  await team.world.db
    .insertInto('calendar_day')
    .values({ day: saturday, working: true, name: '调休' })
    .execute()
  expect((await planHorizon(6)).days.at(-1)?.day).toBe(saturday)
})

test('somebody absent for some days is planned on the others', async () => {
  const { personId } = team.a
  const away = [0, 1, 2].map((n) => addDays(MONDAY, n))
  await team.world.db
    .insertInto('absence')
    .values(away.map((day) => ({ person_id: personId, day, reason: 'ill' })))
    .execute()
  const plans = await plansOf(await untilOver(await planHorizon(5)))
  const works = (id: number, day: string) => id !== personId || !away.includes(day)
  expect(findFaults(plans, { ...onWeekdays, works })).toEqual([])
  expect(stopsOf(plans).filter((stop) => stop.personId === personId)).toHaveLength(4)
  const cell = (await spanOf()).cells.find((one) => one.personId === personId)
  expect(cell).toMatchObject({ day: MONDAY, works: false, absence: 'ill', stops: 0 })
})

test("the shops of somebody absent all week are listed as nobody's", async () => {
  const { personId } = team.a
  const week = [0, 1, 2, 3, 4].map((n) => addDays(MONDAY, n))
  await team.world.db
    .insertInto('absence')
    .values(week.map((day) => ({ person_id: personId, day, reason: 'ill' })))
    .execute()
  const [monday] = await plansOf(await untilOver(await planHorizon(5)))
  expect(monday?.unassigned.map(({ retailerId, reason }) => [retailerId, reason])).toEqual(
    team.shopsOfA.map((id) => [id, 'NO_SKILL']),
  )
})

test('a shop is not visited on the days on which it is closed', async () => {
  const [shop = 0] = team.shopsOfB
  await setLine(shop, { closed: [1, 2, 3, 5] })
  const plans = await plansOf(await untilOver(await planHorizon(5)))
  const [visit] = stopsOf(plans).filter(({ retailerId }) => retailerId === shop)
  expect(visit?.day).toBe(addDays(MONDAY, 3))
})

test('a shop that a published plan visits today is not owed again before its gap', async () => {
  const answer = await team.boss.send('POST', '/plans', { teamId: team.teamId, day: MONDAY })
  await publish(team, answer.json())
  const body = { teamId: team.teamId, from: addDays(MONDAY, 1), days: 2 }
  const next = await team.boss.send('POST', '/plans/horizon', body)
  expect(next.json()).toMatchObject({ code: 'nothing-due' })
})

test('a visit made under the published plan stays where it is', async () => {
  const answer = await team.boss.send('POST', '/plans', { teamId: team.teamId, day: MONDAY })
  const published = await publish(team, answer.json())
  const tour = published.tours.find(({ personId }) => personId === team.a.personId)
  const [stop] = tour?.stops ?? []
  await sql`
    insert into visit (id, retailer_id, person_id, stop_id, arrived_at, left_at, outcome)
    values (gen_random_uuid(), ${stop?.retailerId}, ${team.a.personId}, ${stop?.id},
            ${stop?.arrivesAt}, ${stop?.leavesAt}, 'done')`.execute(team.world.db)
  const plans = await plansOf(await untilOver(await planHorizon(5)))
  const visits = stopsOf(plans).filter(({ retailerId }) => retailerId === stop?.retailerId)
  expect(visits).toEqual([{ day: MONDAY, personId: team.a.personId, retailerId: stop?.retailerId }])
  expect(
    plans[0]?.tours.find(({ personId }) => personId === team.a.personId)?.stops[0],
  ).toMatchObject({ retailerId: stop?.retailerId, outcome: 'done' })
})

test('an edit of one day ends the run, and stands', async () => {
  await addShops(team.world, team.a.personId, START_A, 40)
  const horizon = await planHorizon(5, MONDAY, 30)
  const [first] = await plansOf(horizon)
  const stop = first?.tours.flatMap(({ stops }) => stops)[0]
  const path = `/plans/${String(first?.id)}/stops/${String(stop?.id)}`
  const now = (await team.boss.get(`/plans/${String(first?.id)}`)).json<Plan>()
  const query = `revision=${String(now.revision)}&retailerId=${String(stop?.retailerId)}`
  const answer = await team.boss.send('DELETE', `${path}?${query}`)
  expect(answer.statusCode).toBe(200)
  const after = (await team.boss.get(`/plans/horizon/${String(horizon.id)}`)).json<Horizon>()
  expect(after.run).toBeNull()
  const left = answer.json<Plan>().unassigned
  expect(left).toContainEqual(
    expect.objectContaining({ retailerId: stop?.retailerId, reason: 'REMOVED' }),
  )
})

test('a run that is discarded leaves no draft', async () => {
  await addShops(team.world, team.a.personId, START_A, 40)
  const { id } = await planHorizon(5, MONDAY, 30)
  const answer = await team.boss.send('DELETE', `/plans/horizon/${String(id)}/run?discard=true`)
  expect(answer.json()).toMatchObject({ days: [], run: null })
  expect((await spanOf()).days.every(({ plan }) => plan === null)).toBe(true)
})

test('what cannot be planned is refused', async () => {
  const { boss, teamId } = team
  const ask = (body: object) => boss.send('POST', '/plans/horizon', { teamId, ...body })
  expect((await ask({ from: MONDAY, days: 0 })).json()).toMatchObject({ code: 'input-invalid' })
  await sql`update person set active = false where role = 'customer-manager'`.execute(team.world.db)
  expect((await ask({ from: MONDAY, days: 5 })).json()).toMatchObject({ code: 'nobody-works' })
  const span = `/plans/horizon?teamId=${String(teamId)}&from=${FRIDAY}&until=${MONDAY}`
  expect((await boss.get(span)).json()).toMatchObject({ code: 'input-invalid' })
})

const fixLine = (ids: readonly number[], weekdays: number[]) =>
  Promise.all(ids.map((id) => setLine(id, { weekdays })))

function setLine(id: number, line: { weekdays?: number[]; closed?: number[] }) {
  return team.world.db
    .insertInto('visit_line')
    .values({
      retailer_id: id,
      weekdays: sql`${`{${(line.weekdays ?? []).join(',')}}`}::smallint[]`,
      closed_weekdays: sql`${`{${(line.closed ?? []).join(',')}}`}::smallint[]`,
    })
    .execute()
}
