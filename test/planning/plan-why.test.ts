import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { AbsenceWhy, PlanWhy, Repair } from '../../shared/plan-why.ts'
import type { Plan } from '../../shared/planning.ts'
import { addTeam } from '../support/world.ts'
import {
  addShops,
  eachTestHasASmallTeam,
  makePlan,
  shopsIn,
  START_A,
  stopAt,
  tourOf,
} from './support/small-team.ts'

const team = eachTestHasASmallTeam()

const whyOf = async ({ id }: Plan) =>
  (await team.boss.get(`/plans/${String(id)}/why`)).json<PlanWhy>()

const onTheWay = ({ tours }: Plan) => tours.reduce((sum, tour) => sum + tour.travelSeconds, 0)

async function apply(plan: Plan, retailerId: number, repair: Repair) {
  const { tourId, position, insteadOf } = repair
  return team.boss.send('POST', `/plans/${String(plan.id)}/repairs`, {
    ...{ revision: plan.revision, retailerId, tourId, position },
    ...(insteadOf === null ? {} : { insteadOf }),
  })
}

async function removeStop(plan: Plan, stopId: number): Promise<Plan> {
  const path = `/plans/${String(plan.id)}/stops/${String(stopId)}`
  return (await team.boss.send('DELETE', `${path}?revision=${String(plan.revision)}`)).json()
}

/** Whoever shares the team's day ends work at 10:15: three shops of twenty minutes fit, the fourth does not. */
async function endEarly(): Promise<void> {
  const { world, a } = team
  await sql`update person set shift_end = '10:15' where id = ${a.personId}`.execute(world.db)
}

function absenceIn({ absences }: PlanWhy): AbsenceWhy {
  const [only, ...others] = absences
  if (!only || others.length > 0) throw new Error(`${String(absences.length)} are left out`)
  return only
}

function repairOf({ repairs }: AbsenceWhy, kind: Repair['kind']): Repair {
  const repair = repairs?.find((one) => one.kind === kind)
  if (!repair) throw new Error(`no ${kind} among ${String(repairs?.map((one) => one.kind))}`)
  return repair
}

test('every stop has what it costs: the way that its removal saves', async () => {
  const plan = await makePlan(team)
  const { stops, isWhole, revision } = await whyOf(plan)
  expect([isWhole, revision]).toEqual([true, plan.revision])
  const all = plan.tours.flatMap((tour) => tour.stops)
  expect(stops.map(({ stopId }) => stopId).toSorted()).toEqual(all.map(({ id }) => id).toSorted())
  for (const stop of all) {
    const copy = (await team.boss.send('POST', `/plans/${String(plan.id)}/draft`)).json<Plan>()
    const twin = copy.tours
      .flatMap((tour) => tour.stops)
      .find((s) => s.retailerId === stop.retailerId)
    const rest = await removeStop(copy, twin?.id ?? 0)
    const why = stops.find(({ stopId }) => stopId === stop.id)
    expect(why?.marginal?.seconds).toBe(onTheWay(plan) - onTheWay(rest))
  }
})

test('one stop, or what is left out, can be asked about alone, and is told the same', async () => {
  await endEarly()
  const plan = await makePlan(team)
  const path = `/plans/${String(plan.id)}/why`
  const whole = await whyOf(plan)
  const [stop] = whole.stops
  const alone = (await team.boss.get(`${path}?stopId=${String(stop?.stopId)}`)).json<PlanWhy>()
  expect(alone).toEqual({ ...whole, stops: [stop], absences: [] })
  const absences = (await team.boss.get(`${path}?of=absences`)).json<PlanWhy>()
  expect(absences).toEqual({ ...whole, stops: [] })
  expect(absences.absences).toHaveLength(1)
})

test('of what is left out a few visits can be asked about, and the others are not told of', async () => {
  const { world, a } = team
  await endEarly()
  await addShops(world, a.personId, START_A, 1)
  const plan = await makePlan(team)
  const whole = await whyOf(plan)
  expect(whole.absences).toHaveLength(2)
  const [first, second] = whole.absences.map(
    ({ retailerId }) => `&retailerId=${String(retailerId)}`,
  )
  const ask = async (ids: string) =>
    (await team.boss.get(`/plans/${String(plan.id)}/why?of=absences${ids}`)).json<PlanWhy>()
      .absences
  expect(await ask(first ?? '')).toEqual(whole.absences.slice(0, 1))
  expect(await ask(`${first ?? ''}${second ?? ''}`)).toEqual(whole.absences)
  expect(await ask('&retailerId=0')).toEqual([])
})

test('a stop’s next best place costs what moving it there costs, and says whose shop it is', async () => {
  const plan = await makePlan(team)
  const { stops } = await whyOf(plan)
  const away = stops.filter(({ nextBest }) => nextBest?.violations.includes('NO_SKILL'))
  expect(away.length + stops.filter(({ nextBest }) => nextBest).length).toBeGreaterThan(0)
  for (const { stopId, nextBest } of stops) {
    if (!nextBest) continue
    const copy = (await team.boss.send('POST', `/plans/${String(plan.id)}/draft`)).json<Plan>()
    const of = (p: Plan) => p.tours.flatMap((tour) => tour.stops)
    const shop = of(plan).find(({ id }) => id === stopId)?.retailerId
    const twin = of(copy).find(({ retailerId }) => retailerId === shop)
    const path = `/plans/${String(copy.id)}/stops/${String(twin?.id)}`
    const { position, personId } = nextBest
    const tourId = tourOf(copy, { personId }).id
    const moved = (
      await team.boss.send('PATCH', path, { revision: copy.revision, tourId, position })
    ).json<Plan>()
    expect(onTheWay(moved) - onTheWay(plan)).toBe(nextBest.seconds)
    const there = of(moved).find(({ retailerId }) => retailerId === shop)
    expect(there?.violations.includes('NO_SKILL') ?? false).toBe(nextBest.violations.length > 0)
  }
})

test('a visit that the shift has no room for says so, and overtime takes it in at the price told', async () => {
  await endEarly()
  const plan = await makePlan(team)
  expect(plan.unassigned).toHaveLength(1)
  const absence = absenceIn(await whyOf(plan))
  expect(absence.reason).toBe('SHIFT_FULL')
  const overtime = repairOf(absence, 'OVERTIME')
  const { personId } = team.a
  expect(overtime).toMatchObject({ personId, rules: [{ rule: 'SHIFT_FULL' }], insteadOf: null })
  const after = (await apply(plan, absence.retailerId, overtime)).json<Plan>()
  const tour = tourOf(after, team.a)
  expect(shopsIn(tour)).toHaveLength(4)
  expect(after.unassigned).toEqual([])
  expect(onTheWay(after) - onTheWay(plan)).toBe(overtime.seconds)
  expect(tour.endsAt).toBe(overtime.endsAt)
  const late = (Date.parse(overtime.endsAt) - Date.parse('2026-03-02T02:15:00Z')) / 1000
  expect(overtime.rules[0]?.seconds).toBe(late)
  // Never in silence.
  expect(tour.stops.flatMap(({ violations }) => violations)).toContain('SHIFT_FULL')
})

test('a colleague can be sent, and the stop says that it is not theirs', async () => {
  await endEarly()
  const plan = await makePlan(team)
  const absence = absenceIn(await whyOf(plan))
  const colleague = repairOf(absence, 'COLLEAGUE')
  const after = (await apply(plan, absence.retailerId, colleague)).json<Plan>()
  const stop = tourOf(after, team.b).stops.find((s) => s.retailerId === absence.retailerId)
  expect(stop).toMatchObject({ position: colleague.position, violations: ['NO_SKILL'] })
  expect(onTheWay(after) - onTheWay(plan)).toBe(colleague.seconds)
})

test('another stop can make way, and is listed as taken out by hand', async () => {
  await endEarly()
  const plan = await makePlan(team)
  const absence = absenceIn(await whyOf(plan))
  const exchange = repairOf(absence, 'EXCHANGE')
  const after = (await apply(plan, absence.retailerId, exchange)).json<Plan>()
  expect(after.unassigned).toMatchObject([{ retailerId: exchange.insteadOf, reason: 'REMOVED' }])
  expect(shopsIn(tourOf(after, team.a))).toContain(absence.retailerId)
  expect(onTheWay(after) - onTheWay(plan)).toBe(exchange.seconds)
})

test('a repair told of a plan that has changed since is refused, and changes nothing', async () => {
  await endEarly()
  const plan = await makePlan(team)
  const absence = absenceIn(await whyOf(plan))
  const changed = await removeStop(plan, stopAt(tourOf(plan, team.b), 0).id)
  const answer = await apply(plan, absence.retailerId, repairOf(absence, 'OVERTIME'))
  expect(answer.json()).toMatchObject({ status: 409, code: 'plan-changed' })
  expect((await team.boss.get(`/plans/${String(plan.id)}`)).json()).toEqual(changed)
})

test('a visit whose manager is off has nobody, and one of a colleague’s would take it', async () => {
  const { world, a, b } = team
  await world.db
    .insertInto('absence')
    .values({ person_id: b.personId, day: '2026-03-02', reason: 'sick' })
    .execute()
  await addShops(world, a.personId, START_A, 1)
  const plan = await makePlan(team)
  const { absences } = await whyOf(plan)
  expect(absences).toHaveLength(3)
  for (const absence of absences) {
    expect(absence.reason).toBe('NO_SKILL')
    expect(repairOf(absence, 'COLLEAGUE').personId).toBe(a.personId)
  }
})

test('what is said of a plan stays in its team, and repairs are for those who plan', async () => {
  const plan = await makePlan(team)
  const { world, teamId } = team
  const stranger = await world.signInAs('manager', { teamId: await addTeam(world.db) })
  const path = `/plans/${String(plan.id)}`
  expect((await stranger.get(`${path}/why`)).json()).toMatchObject({ code: 'not-found' })
  const watcher = await world.signInAs('supervisor', { teamId })
  expect((await watcher.get(`${path}/why`)).statusCode).toBe(200)
  const body = { revision: plan.revision, retailerId: 1, tourId: 1, position: 0 }
  expect((await watcher.send('POST', `${path}/repairs`, body)).json()).toMatchObject({
    code: 'role-forbidden',
  })
})
