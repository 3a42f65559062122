import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Horizon } from '../../shared/horizon.ts'
import type { Plan, RunPoint } from '../../shared/planning.ts'
import { addDays, isoWeekday } from '../../shared/time.ts'
import { startBeatline, type Beatline } from '../browser/start-beatline.ts'
import { findFaults } from '../planning/support/check-horizon.ts'
import { ask } from './operator.ts'

let beatline: Beatline
beforeAll(async () => {
  beatline = await startBeatline()
  await ask(beatline, 'POST', '/demo', { simulate: false })
  const isLoaded = async () =>
    (await ask<{ loading: unknown }>(beatline, 'GET', '/installation')).loading === null
  await vi.waitUntil(isLoaded, { timeout: 120_000, interval: 500 })
}, 180_000)
afterAll(async () => {
  await beatline.stop()
  beatline.remove()
})

async function killAndStartAgain(): Promise<void> {
  await beatline.stop('SIGKILL')
  beatline = await startBeatline(beatline.dataDir)
}

const shownIn = ({ tours }: Plan) =>
  tours.map(({ personId, stops }) => [personId, ...stops.map(({ retailerId }) => retailerId)])

/** A working day to come. */
function nextMonday(): string {
  const today = new Date().toISOString().slice(0, 10)
  return addDays(today, 8 - isoWeekday(today))
}

/** Cheaper is better, not fewer left out: one dear visit may take the place of two. */
const costOf = (best: readonly RunPoint[] | undefined) => best?.at(-1)?.cost ?? Number.NaN

test('a server killed in mid-optimisation shows what it showed when it starts again, and the run goes on', async () => {
  const first = await ask<Plan>(beatline, 'POST', '/plans', { teamId: 1, day: nextMonday() })
  const path = `/plans/${String(first.id)}`
  // A minute, so that it is not over before the end.
  const { revision } = await ask<Plan>(beatline, 'DELETE', `${path}/run`)
  const shown = await ask<Plan>(beatline, 'POST', `${path}/run`, { revision, seconds: 60 })
  await killAndStartAgain()

  const read = () => ask<Plan>(beatline, 'GET', path)
  const again = await read()
  expect(again.revision).toBeGreaterThanOrEqual(shown.revision)
  if (again.revision === shown.revision) expect(shownIn(again)).toEqual(shownIn(shown))
  const points = again.run?.best ?? []
  expect(points.slice(0, shown.run?.best.length)).toEqual(shown.run?.best)

  const costNow = async () => costOf((await read()).run?.best)
  await expect.poll(costNow, { timeout: 30_000 }).toBeLessThan(costOf(shown.run?.best))
  const better = await read()
  expect(better.revision).toBeGreaterThan(shown.revision)
  const ended = await ask<Plan>(beatline, 'DELETE', `${path}/run`)
  expect(ended).toMatchObject({ run: null, status: 'draft' })
  expect(ended.revision).toBeGreaterThanOrEqual(better.revision)
})

test('a server killed while it improves a week goes on with it when it starts again', async () => {
  const order = { teamId: 1, from: nextMonday(), days: 5, seconds: 60 }
  const begun = await ask<Horizon>(beatline, 'POST', '/plans/horizon', order)
  const path = `/plans/horizon/${String(begun.id)}`
  const read = () => ask<Horizon>(beatline, 'GET', path)
  const readPlans = () =>
    Promise.all(
      begun.days.map(({ planId }) => ask<Plan>(beatline, 'GET', `/plans/${String(planId)}`)),
    )
  const plans = await readPlans()
  const shown = await read()
  await killAndStartAgain()

  const again = await readPlans()
  again.forEach((plan, nth) => {
    const before = plans[nth]
    expect(plan.revision).toBeGreaterThanOrEqual(before?.revision ?? NaN)
    if (plan.revision === before?.revision) expect(shownIn(plan)).toEqual(shownIn(before))
  })
  const { best, days, run } = await read()
  expect(best.slice(0, shown.best.length)).toEqual(shown.best)
  expect(days).toEqual(begun.days)
  expect(run).not.toBeNull()
  const costNow = async () => costOf((await read()).best)
  await expect.poll(costNow, { timeout: 30_000 }).toBeLessThan(costOf(shown.best))
  const ended = await ask<Horizon>(beatline, 'DELETE', `${path}/run`)
  expect(ended).toMatchObject({ run: null, days: begun.days })
  expect(findFaults(await readPlans(), { gapOf: () => 1, works: () => true })).toEqual([])
})
