import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test, vi } from 'vitest'
import type { FoundTours } from '../../server/cli/optimize-plan.ts'
import { findProjectFolder } from '../../server/platform/project-folder.ts'
import type { PlanProblem } from '../../shared/plan-problem.ts'
import type { Plan } from '../../shared/planning.ts'
import { addTeam } from '../support/world.ts'
import { eachTestHasASmallTeam, makePlan, shopsIn, stopAt, tourOf } from './support/small-team.ts'
import {
  addBusyDistricts,
  keepGoing,
  nextNews,
  startPlan,
  untilOver,
} from './support/watched-run.ts'

vi.setConfig({ testTimeout: 240_000 })

const team = eachTestHasASmallTeam()
const folder = mkdtempSync(join(tmpdir(), 'beatline-problem-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})
const pathOf = ({ id }: Pick<Plan, 'id'>) => `/plans/${String(id)}`
const read = async (plan: Pick<Plan, 'id'>) => (await team.boss.get(pathOf(plan))).json<Plan>()

/** What `GET /plans/:id/problem` gives, to the letter. */
async function problemOf(plan: Pick<Plan, 'id'>): Promise<string> {
  const answer = await team.boss.get(`${pathOf(plan)}/problem`)
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.body
}

/** `beatline optimize` as a person types it, with such a file. */
async function optimize(problem: string, ...args: string[]): Promise<FoundTours> {
  const file = join(folder, 'plan.problem.json')
  writeFileSync(file, problem)
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['server/beatline.mjs', 'optimize', file, ...args],
    { cwd: findProjectFolder(), maxBuffer: 2 ** 26 },
  )
  expect(stderr).not.toContain('hash')
  return JSON.parse(stdout) as FoundTours
}

const toursOf = ({ tours }: Plan) =>
  tours
    .map((tour) => ({ personId: tour.personId, retailerIds: shopsIn(tour) }))
    .toSorted((a, b) => a.personId - b.personId)

test('a plan made at once is found again by its seed and rounds, and the hash is that of the problem as it is given', async () => {
  await addBusyDistricts(team)
  const plan = await makePlan(team)
  const text = await problemOf(plan)
  const file = JSON.parse(text) as PlanProblem
  expect(file).toMatchObject({
    plan: { id: plan.id, version: 1, edited: false },
    search: { rounds: [{ seed: 1, iterations: 20_000, made: 20_000 }] },
  })
  const problem = text.slice(text.indexOf('"problem":') + 10, text.lastIndexOf('}'))
  expect(file.hash).toBe(createHash('sha256').update(problem).digest('hex'))
  const found = await optimize(text, '--seed', '1', '--iterations', '20000')
  expect([...found.tours]).toEqual(toursOf(plan))
  expect(found.unassigned.map(({ retailerId }) => retailerId).toSorted()).toEqual(
    plan.unassigned.map(({ retailerId }) => retailerId).toSorted(),
  )
  const other = await optimize(text, '--seed', '2', '--iterations', '50')
  expect([...other.tours]).not.toEqual(toursOf(plan))
})

test('a run that somebody ended, and one that went on from there, are found again', async () => {
  await addBusyDistricts(team)
  const first = await startPlan(team)
  expect((await team.boss.get(`${pathOf(first)}/problem`)).statusCode).toBe(503)
  await nextNews(team, first.id, 'improving')
  await team.boss.send('DELETE', `${pathOf(first)}/run`)
  const ended = await read(first)
  const text = await problemOf(first)
  const { rounds } = (JSON.parse(text) as PlanProblem).search
  expect(rounds.at(-1)?.made).toBeLessThan(rounds.at(-1)?.iterations ?? 0)
  expect([...(await optimize(text)).tours]).toEqual(toursOf(ended))

  await keepGoing(team, ended)
  await untilOver(team, first.id)
  const improved = await read(first)
  const further = await problemOf(first)
  expect((JSON.parse(further) as PlanProblem).search.warmStart).toBeDefined()
  expect([...(await optimize(further)).tours]).toEqual(toursOf(improved))
})

test('says that somebody changed the tours since, and is there for those who plan for the team only', async () => {
  const plan = await makePlan(team)
  const stop = stopAt(tourOf(plan, team.a), 0)
  const removal = `${pathOf(plan)}/stops/${String(stop.id)}?revision=${String(plan.revision)}`
  await team.boss.send('DELETE', removal)
  expect((JSON.parse(await problemOf(plan)) as PlanProblem).plan.edited).toBe(true)
  const stranger = await team.world.signInAs('manager', { teamId: await addTeam(team.world.db) })
  expect((await stranger.get(`${pathOf(plan)}/problem`)).statusCode).toBe(404)
  const supervisor = await team.world.signInAs('supervisor', { teamId: team.teamId })
  expect((await supervisor.get(`${pathOf(plan)}/problem`)).statusCode).toBe(403)
})
