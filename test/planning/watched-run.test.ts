import { expect, test } from 'vitest'
import type { Plan } from '../../shared/planning.ts'
import { eachTestHasASmallTeam } from './support/small-team.ts'
import { addBusyDistricts, newsOf, startPlan, totalsOf, untilOver } from './support/watched-run.ts'

const team = eachTestHasASmallTeam()
const read = async ({ id }: Pick<Plan, 'id'>) =>
  (await team.boss.get(`/plans/${String(id)}`)).json<Plan>()

test('a watched plan is answered as first found, gets better, and comes to its end', async () => {
  await addBusyDistricts(team)
  const first = await startPlan(team)
  expect(first).toMatchObject({ status: 'draft', version: 1, revision: 1 })
  expect(first.run).toMatchObject({ budget: 5000, resumed: false })
  expect(first.run?.best).toMatchObject([totalsOf(first)])

  const { revision } = await untilOver(team, first.id)
  const last = await read(first)
  expect(last).toMatchObject({ run: null, revision, version: 1, status: 'draft' })
  expect(revision).toBeGreaterThan(1)
  expect(totalsOf(last)).not.toEqual(totalsOf(first))
  const told = newsOf(team, first.id)
  expect(told.map((news) => news.revision)).toEqual([
    ...Array.from({ length: revision }, (_, saves) => saves + 1),
    revision,
  ])
  expect(told.at(-1)?.state).toBe('done')
})
