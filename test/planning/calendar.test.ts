import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import type { Plan } from '../../shared/planning.ts'
import type { SignedIn } from '../support/app.ts'
import {
  eachTestHasASmallTeam,
  makePlan,
  planAndPublish,
  publish,
  stopAt,
  tourOf,
} from './support/small-team.ts'

const team = eachTestHasASmallTeam()

async function makeCalendar(person: SignedIn): Promise<string> {
  const answer = await person.send('POST', '/my/calendar')
  expect(answer.statusCode).toBe(201)
  return answer.json<{ path: string }>().path
}

/** As any calendar reads it: without a session. */
const read = (path: string, headers: Record<string, string> = {}) =>
  team.world.inject({ method: 'GET', url: path, headers })

async function eventsOf(path: string): Promise<ICAL.Event[]> {
  const { statusCode, body } = await read(path)
  expect(statusCode).toBe(200)
  // RFC 5545, 3.1: lines end with CRLF and have at most 75 octets.
  for (const line of body.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  const calendar = new ICAL.Component(ICAL.parse(body) as unknown[])
  return calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
}

const statusOf = (event: ICAL.Event) => event.component.getFirstPropertyValue('status')

test('a calendar has the published stops of its owner, and of nobody else', async () => {
  const path = await makeCalendar(team.a)
  expect(await eventsOf(path)).toEqual([])
  await makePlan(team)
  expect(await eventsOf(path)).toEqual([])

  const plan = await planAndPublish(team)
  const { stops } = tourOf(plan, team.a)
  const events = await eventsOf(path)
  const times = events.map(({ startDate }) => startDate.toJSDate().toISOString()).sort()
  expect(times).toEqual(stops.map(({ arrivesAt }) => new Date(arrivesAt).toISOString()).sort())
  expect(events.map(statusOf)).toEqual(Array(4).fill('CONFIRMED'))
})

test('a stop keeps its UID through versions, moves by a higher SEQUENCE, and is struck out when dropped', async () => {
  const path = await makeCalendar(team.a)
  const first = await planAndPublish(team)
  const before = await eventsOf(path)

  const draft = (await team.boss.send('POST', `/plans/${String(first.id)}/draft`)).json<Plan>()
  const dropped = stopAt(tourOf(draft, team.a), 1)
  const removal = `/plans/${String(draft.id)}/stops/${String(dropped.id)}?revision=${String(draft.revision)}`
  const without = (await team.boss.send('DELETE', removal)).json<Plan>()
  await publish(team, without)

  const after = await eventsOf(path)
  expect(after.map(({ uid }) => uid).sort()).toEqual(before.map(({ uid }) => uid).sort())
  const sequences = (events: ICAL.Event[]) => events.map(({ sequence }) => sequence)
  expect(Math.min(...sequences(after))).toBeGreaterThan(Math.max(...sequences(before)))
  const cancelled = after.filter((event) => statusOf(event) === 'CANCELLED')
  expect(cancelled.map(({ uid }) => uid)).toEqual([
    expect.stringContaining(`-${String(dropped.retailerId)}@`),
  ])
})

test('an unchanged calendar is answered 304, and a new address ends the old one', async () => {
  const path = await makeCalendar(team.a)
  await planAndPublish(team)
  const { headers } = await read(path)
  const again = await read(path, { 'if-none-match': String(headers.etag) })
  expect(again.statusCode).toBe(304)

  const other = await makeCalendar(team.a)
  expect((await read(path)).statusCode).toBe(404)
  expect((await read(other)).statusCode).toBe(200)
  expect((await team.a.send('DELETE', '/my/calendar')).statusCode).toBe(204)
  expect((await read(other)).statusCode).toBe(404)
  expect((await team.boss.send('POST', '/my/calendar')).statusCode).toBe(403)
})
