import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { LngLat } from '../../shared/geo.ts'
import type { Plan } from '../../shared/planning.ts'
import type { Report, ReportFile } from '../../shared/reports.ts'
import type { ReportVisitOffer, ReportVisits } from '../../shared/report-visits.ts'
import type { SignedIn } from '../support/app.ts'
import {
  eachTestHasASmallTeam,
  makePlan,
  planAndPublish,
  publish,
  shopsIn,
  START_A,
  tourOf,
} from './support/small-team.ts'

const team = eachTestHasASmallTeam()
/** Between A's second and third shop. */
const NEAR_A: LngLat = [START_A[0] + 0.025, START_A[1]]

async function fileReport(at: LngLat | null = NEAR_A): Promise<Report> {
  const administrator = await team.world.signInAs('administrator', { everything: true })
  const body = { channel: 'patrol', kind: 'unlicensed-stall', description: '', address: '桥头' }
  const filed = (
    await administrator.send('POST', '/reports', { ...body, ...(at ? { at } : {}) })
  ).json<Report>()
  // Nobody's yet: only who sees everything sees it. Given to the team's inspector, its manager does.
  const inspector = await team.world.signInAs('inspector', { teamId: team.teamId })
  const path = `/reports/${filed.id}/move`
  const accepted = { revision: filed.revision, status: 'accepted' }
  await administrator.send('POST', path, accepted)
  const assigned = { revision: 2, status: 'assigned', assigneeId: inspector.personId }
  return (await administrator.send('POST', path, assigned)).json<Report>()
}

const pathOf = ({ id }: Report) => `/reports/${id}/visits`
const ask = async (report: Report) => (await team.boss.get(pathOf(report))).json<ReportVisits>()
const choose = (report: Report, offer: ReportVisitOffer, by: SignedIn = team.boss) => {
  const { planId, revision, personId, position, seconds } = offer
  return by.send('POST', pathOf(report), { planId, revision, personId, position, seconds })
}
const planOf = async (id: number) => (await team.boss.get(`/plans/${String(id)}`)).json<Plan>()

function cheapest({ offers }: ReportVisits): ReportVisitOffer {
  const [offer] = offers
  if (!offer) throw new Error('nobody is offered')
  return offer
}

async function seePlan(plan: Plan): Promise<void> {
  for (const person of [team.a, team.b])
    await person.send('PUT', `/my/plans/${String(plan.id)}/receipt`)
}

test('a report goes into the tour in force that passes it, told to that phone alone', async () => {
  const { a, b, world } = team
  const plan = await planAndPublish(team)
  await seePlan(plan)
  const report = await fileReport()
  const visits = await ask(report)
  expect(visits.planned).toEqual([])
  expect(visits.offers.map(({ personId }) => personId).toSorted()).toEqual(
    [a.personId, b.personId].toSorted(),
  )
  const offer = cheapest(visits)
  expect(offer).toMatchObject({ planId: plan.id, personId: a.personId, status: 'published' })
  expect(offer.seconds).toBeLessThan(visits.offers[1]?.seconds ?? 0)

  const answer = await choose(report, offer)
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toMatchObject({ status: 'assigned', assigneeId: a.personId })
  const told = world.heard.filter(({ event }) => event === 'plan:published').at(-1)
  expect(told?.to.personIds).toEqual([a.personId])

  const { planned, offers } = await ask(report)
  expect(offers).toEqual([])
  expect(planned).toMatchObject([{ personId: a.personId, status: 'published' }])
  const second = await planOf(planned[0]?.planId ?? 0)
  const tour = tourOf(second, a)
  const stop = tour.stops[offer.position]
  expect(stop).toMatchObject({
    ...{ at: NEAR_A, address: '桥头', violations: [], locks: ['person', 'day'] },
    report: { id: report.id, code: report.code, kind: 'unlicensed-stall' },
  })
  expect(tour.travelSeconds).toBe(tourOf(plan, a).travelSeconds + offer.seconds)
  expect(shopsIn(tourOf(second, b))).toEqual(shopsIn(tourOf(plan, b)))
})

test('what is found there is in the report, and who found it need not read reports', async () => {
  const { a, boss, world } = team
  await planAndPublish(team)
  const report = await fileReport()
  await choose(report, cheapest(await ask(report)))
  const day = (await a.get('/my/day')).json<{ tour: Plan['tours'][0] }>()
  const stop = day.tour.stops.find((one) => one.report?.id === report.id)
  const id = randomUUID()
  const arrival = { id, retailerId: stop?.retailerId, stopId: stop?.id }
  const arrivedAt = '2026-03-02T01:00:00.000Z'
  expect((await a.send('POST', '/visits', { ...arrival, arrivedAt })).statusCode).toBe(201)
  const read = async () => (await boss.get(`/reports/${report.id}`)).json<ReportFile>()
  expect((await read()).report.status).toBe('on-site')
  const leaving = { leftAt: '2026-03-02T01:10:00.000Z', finding: 'guided-to-apply' }
  expect((await a.send('POST', `/visits/${id}/check-out`, leaving)).statusCode).toBe(200)
  const { report: after, events } = await read()
  expect(after).toMatchObject({ status: 'verified', outcome: 'guided-to-apply' })
  expect(events.at(-1)).toMatchObject({
    ...{ personId: a.personId, at: leaving.leftAt, facts: { outcome: 'guided-to-apply' } },
  })
  expect(world.heard.at(-1)).toMatchObject({ event: 'report:changed' })
  expect((await a.get(`/reports/${report.id}`)).statusCode).toBe(403)
  // A repeated delivery changes nothing.
  await a.send('POST', `/visits/${id}/check-out`, leaving)
  expect((await read()).events).toHaveLength(events.length)
})

test('who could not look says so, and the report waits on', async () => {
  const { a, boss } = team
  await planAndPublish(team)
  const report = await fileReport()
  await choose(report, cheapest(await ask(report)))
  const day = (await a.get('/my/day')).json<{ tour: Plan['tours'][0] }>()
  const stop = day.tour.stops.find((one) => one.report?.id === report.id)
  const skip = { id: randomUUID(), retailerId: stop?.retailerId, stopId: stop?.id }
  const at = '2026-03-02T01:00:00.000Z'
  await a.send('POST', '/visits/skip', { ...skip, at, reason: 'closed' })
  const file = (await boss.get(`/reports/${report.id}`)).json<ReportFile>()
  expect(file.report.status).toBe('assigned')
  expect(file.events.at(-1)?.facts).toEqual({ skipped: 'closed' })
  // It can be put into another tour again.
  expect((await ask(report)).planned).toEqual([])
})

test('a finding is refused at a shop of the register', async () => {
  const { a, shopsOfA } = team
  const id = randomUUID()
  const arrivedAt = '2026-03-02T01:00:00.000Z'
  await a.send('POST', '/visits', { id, retailerId: shopsOfA[0], arrivedAt })
  const leaving = { leftAt: '2026-03-02T01:10:00.000Z', finding: 'warned' }
  const answer = await a.send('POST', `/visits/${id}/check-out`, leaving)
  expect(answer.json()).toMatchObject({ code: 'input-invalid' })
  const again = await a.send('POST', `/visits/${id}/check-out`, { leftAt: leaving.leftAt })
  expect(again.statusCode).toBe(200)
})

test('a draft of a day to come takes it in as a step that can be taken back', async () => {
  const { a, boss } = team
  const draft = await makePlan(team, '2026-03-03')
  const report = await fileReport()
  const offer = cheapest(await ask(report))
  expect(offer).toMatchObject({ planId: draft.id, status: 'draft', day: '2026-03-03' })
  expect((await choose(report, offer)).statusCode).toBe(200)
  const changed = await planOf(draft.id)
  expect(changed).toMatchObject({ status: 'draft', undoable: 1 })
  expect(tourOf(changed, a).stops[offer.position]?.report?.id).toBe(report.id)
  const undo = { revision: changed.revision }
  const undone = (await boss.send('POST', `/plans/${String(draft.id)}/undo`, undo)).json<Plan>()
  expect(shopsIn(tourOf(undone, a))).toEqual(shopsIn(tourOf(draft, a)))
  expect((await ask(report)).planned).toEqual([])
})

test('the place is kept when the day is planned anew, and is in no list of shops', async () => {
  const { a, boss } = team
  await planAndPublish(team)
  const report = await fileReport()
  const shops = (await boss.get('/retailers')).json<{ total: number }>()
  await choose(report, cheapest(await ask(report)))
  const anew = tourOf(await makePlan(team), a)
  expect(anew.stops.filter((stop) => stop.report?.id === report.id)).toHaveLength(1)
  expect((await boss.get('/retailers')).json()).toMatchObject({ total: shops.total })
  const place = anew.stops.find((stop) => stop.report)?.retailerId ?? 0
  expect((await boss.get(`/retailers/${String(place)}`)).statusCode).toBe(404)
  expect(
    (await boss.get('/due?teamId=' + String(team.teamId) + '&day=2026-03-09')).body,
  ).not.toContain(report.code)
})

test('an offer is refused once the plan, the price or the tour is another, and nothing has changed', async () => {
  const { a, boss, world } = team
  const plan = await planAndPublish(team)
  const report = await fileReport()
  const offer = cheapest(await ask(report))
  const stale = { status: 409, code: 'report-visit-stale' }
  for (const wrong of [
    { ...offer, seconds: offer.seconds - 301 },
    { ...offer, position: offer.position + 1 },
    { ...offer, revision: offer.revision + 1 },
  ])
    expect((await choose(report, wrong)).json()).toMatchObject(stale)
  const file = (await boss.get(`/reports/${report.id}`)).json<ReportFile>()
  expect(file.report).toEqual(report)
  // At the end of the day nobody has room.
  world.clock.set(new Date('2026-03-02T09:29:00Z'), 1)
  expect((await choose(report, offer)).json()).toMatchObject(stale)
  world.clock.set(new Date('2026-03-02T00:00:00Z'), 1)
  const draft = (await boss.send('POST', `/plans/${String(plan.id)}/draft`)).json<Plan>()
  await publish(team, draft)
  expect((await choose(report, offer)).json()).toMatchObject(stale)
  const fresh = cheapest(await ask(report))
  expect(fresh.personId).toBe(a.personId)
  expect((await choose(report, fresh)).statusCode).toBe(200)
  expect((await choose(report, fresh)).json()).toMatchObject(stale)
})

test('only who plans for the team sends its people, and only to a report that they see and that waits', async () => {
  const { a, boss, world, teamId } = team
  await planAndPublish(team)
  const report = await fileReport()
  const offer = cheapest(await ask(report))
  const supervisor = await world.signInAs('supervisor', { teamId })
  for (const nobody of [a, supervisor]) {
    expect((await nobody.get(pathOf(report))).statusCode).toBe(403)
    expect((await choose(report, offer, nobody)).statusCode).toBe(403)
  }
  const stranger = await world.signInAs('manager', {})
  expect((await stranger.get(pathOf(report))).statusCode).toBe(404)
  expect((await choose(report, offer, stranger)).statusCode).toBe(404)
  const nowhere = await fileReport(null)
  expect((await boss.get(pathOf(nowhere))).json()).toMatchObject({
    code: 'report-without-position',
  })
  const settled = await fileReport()
  const { id, revision } = settled
  await boss.send('POST', `/reports/${id}/move`, { revision, status: 'accepted' })
  const rejected = { revision: revision + 1, status: 'rejected' }
  const administrator = await world.signInAs('administrator', { everything: true })
  await administrator.send('POST', `/reports/${id}/move`, rejected)
  expect((await administrator.get(pathOf(settled))).json()).toMatchObject({
    code: 'report-move-forbidden',
  })
})
