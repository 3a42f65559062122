import { expect, test } from 'vitest'
import type { Span } from '../../shared/horizon.ts'
import type { Lock } from '../../shared/locks.ts'
import type { Plan, Stop } from '../../shared/planning.ts'
import { addDays } from '../../shared/time.ts'
import { findFaults } from './support/check-horizon.ts'
import { planDays } from './support/planned-week.ts'
import {
  eachTestHasASmallTeam,
  MONDAY,
  publish,
  shopsIn,
  stopAt,
  tourOf,
} from './support/small-team.ts'
import { addBusyDistricts } from './support/watched-run.ts'

const team = eachTestHasASmallTeam()

async function change(method: 'POST' | 'PATCH', path: string, body: object): Promise<Plan> {
  const answer = await team.boss.send(method, `/plans/${path}`, body)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<Plan>()
}

const lock = ({ id, revision }: Plan, stop: Stop, kind: Lock, at?: string) =>
  change('POST', `${String(id)}/locks`, {
    ...{ revision, stopIds: [stop.id], locks: [kind], on: true },
    ...(at !== undefined && { at }),
  })

const move = ({ id, revision }: Plan, stop: Stop, tourId: number, position: number) =>
  change('PATCH', `${String(id)}/stops/${String(stop.id)}`, { revision, tourId, position })

const stopOf = (plan: Plan, shop: number): Stop => {
  const stop = plan.tours.flatMap(({ stops }) => stops).find((one) => one.retailerId === shop)
  if (!stop) throw new Error(`shop ${String(shop)} is in no tour of ${plan.day}`)
  return stop
}

/** The second day of a week that both people are busy in. */
async function planTuesday(): Promise<Plan> {
  await addBusyDistricts(team, 30)
  const [, tuesday] = await planDays(team, 5, { seconds: 1 })
  if (!tuesday) throw new Error('a week has a second day')
  return tuesday
}

const replanTuesday = async (): Promise<Plan[]> => planDays(team, 5, { seconds: 2 })

test('a week planned anew keeps what is locked in its drafts on its day: to a person, to an hour, in its turn', async () => {
  const { a, b } = team
  let tuesday = await planTuesday()
  const [given, ofDay, ofHour, first] = tourOf(tuesday, a).stops
  if (!given || !ofDay || !ofHour || !first) throw new Error('four stops are too many for a day')
  tuesday = await move(tuesday, given, tourOf(tuesday, b).id, 0)
  tuesday = await lock(tuesday, stopOf(tuesday, given.retailerId), 'person')
  tuesday = await lock(tuesday, stopOf(tuesday, ofDay.retailerId), 'day')
  const hour = `${tuesday.day}T15:30:00+08:00`
  tuesday = await lock(tuesday, stopOf(tuesday, ofHour.retailerId), 'time', hour)
  tuesday = await move(tuesday, stopOf(tuesday, first.retailerId), tourOf(tuesday, a).id, 0)
  tuesday = await lock(tuesday, stopOf(tuesday, first.retailerId), 'order')
  const known = new Set(shopsIn(tourOf(tuesday, a)))

  const week = await replanTuesday()
  const anew = week.find(({ day }) => day === tuesday.day)
  if (!anew) throw new Error('the week has no Tuesday')
  expect(anew).toMatchObject({ version: 2, status: 'draft' })
  expect(shopsIn(tourOf(anew, b))).toContain(given.retailerId)
  expect(stopOf(anew, given.retailerId)).toMatchObject({
    ...{ locks: ['person'], lockedPersonId: b.personId },
  })
  expect(stopOf(anew, ofDay.retailerId).locks).toEqual(['day'])
  const pinned = stopOf(anew, ofHour.retailerId)
  expect(pinned.locks).toEqual(['time'])
  expect(Date.parse(pinned.lockedAt ?? '')).toBe(Date.parse(hour))
  // Whoever is there earlier waits.
  expect(Date.parse(pinned.arrivesAt)).toBeLessThanOrEqual(Date.parse(hour) + 600_000)
  expect(Date.parse(pinned.leavesAt)).toBeGreaterThan(Date.parse(hour) - 600_000)
  const kept = shopsIn(tourOf(anew, a)).filter((shop) => known.has(shop))
  expect(kept[0]).toBe(first.retailerId)
  expect(stopOf(anew, first.retailerId).locks).toEqual(['order'])
  // Each shop is visited once, the one that was given away by somebody else.
  const visits = week.flatMap(({ tours }) => tours.flatMap(shopsIn))
  expect(new Set(visits).size).toBe(visits.length)
})

test('a shop locked to somebody who is away is left out under its day, and keeps its lock', async () => {
  const { a, world } = team
  let tuesday = await planTuesday()
  const stop = stopAt(tourOf(tuesday, a), 0)
  tuesday = await lock(tuesday, stop, 'person')
  const absence = { person_id: a.personId, day: tuesday.day, reason: 'ill' }
  await world.db.insertInto('absence').values(absence).execute()
  const anew = (await replanTuesday()).find(({ day }) => day === tuesday.day)
  const left = anew?.unassigned.find(({ retailerId }) => retailerId === stop.retailerId)
  expect(left).toMatchObject({
    ...{ reason: 'LOCK_CONFLICT', lock: { locks: ['person'], personId: a.personId } },
  })
})

test('what is published stays as it is when its week is planned anew', async () => {
  const tuesday = await publish(team, await planTuesday())
  const anew = (await replanTuesday()).find(({ day }) => day === tuesday.day)
  expect(anew).toMatchObject({ version: 2, status: 'draft' })
  const after = (await team.boss.get(`/plans/${String(tuesday.id)}`)).json<Plan>()
  expect(after).toEqual(tuesday)
})

test('the same week planned twice has the same tours', async () => {
  await addBusyDistricts(team, 5)
  const told = (plans: readonly Plan[]) =>
    plans.map(({ day, tours }) =>
      tours.map((tour) => [day, tour.personId, tour.startsAt, tour.endsAt, ...shopsIn(tour)]),
    )
  const [first, second] = [
    await planDays(team, 5, { seconds: 60 }),
    await planDays(team, 5, { seconds: 60 }),
  ]
  expect(told(second)).toEqual(told(first))
})

test('shops that are all late when the week begins are spread evenly over it', async () => {
  await addBusyDistricts(team, 70)
  const plans = await planDays(team, 5, { seconds: 4 })
  for (const { personId } of [team.a, team.b]) {
    const hours = plans.map((plan) => {
      const { startsAt, endsAt } = tourOf(plan, { personId })
      return (Date.parse(endsAt ?? '') - Date.parse(startsAt ?? '')) / 3_600_000
    })
    expect(Math.max(...hours)).toBeLessThan(1.4 * Math.min(...hours))
  }
  const week = { gapOf: () => 3, works: (_: number, day: string) => day < addDays(MONDAY, 5) }
  expect(findFaults(plans, week)).toEqual([])
})

test('days that are full fill the shift, with the rest, and no more', async () => {
  await addBusyDistricts(team, 140)
  await planDays(team, 5, { seconds: 1 })
  const query = `teamId=${String(team.teamId)}&from=${MONDAY}&until=${addDays(MONDAY, 4)}`
  const { cells } = (await team.boss.get(`/plans/horizon?${query}`)).json<Span>()
  const loads = cells.map((cell) => (cell.travelSeconds + cell.serviceSeconds) / cell.shiftSeconds)
  expect(loads).toHaveLength(10)
  expect(Math.min(...loads)).toBeGreaterThan(0.9)
  expect(Math.max(...loads)).toBeLessThanOrEqual(1)
})
