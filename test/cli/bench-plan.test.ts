import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { PlanBench } from '../../shared/plan-bench.ts'
import type { Plan } from '../../shared/planning.ts'
import { startBeatline, type Beatline } from '../browser/start-beatline.ts'
import { ask } from '../faults/operator.ts'
import { beatline } from './support/run-command.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const MONDAY = '2026-03-02'
let folder: string
let server: Beatline

/** A file of this test. @returns its path */
function write(name: string, ...lines: string[]): string {
  const path = join(folder, name)
  writeFileSync(path, lines.join('\n'))
  return path
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'beatline-bench-plan-'))
  server = await startBeatline(join(folder, 'running'))
  const people = write(
    'people.csv',
    '工号,姓名,角色,团队编码,团队,出发经度,出发纬度',
    'K1,李明,客户经理,T1,城东组,117,30',
  )
  // In a row to the east, about a kilometre apart.
  const shops = write(
    'shops.csv',
    '客户编码,店名,经度,纬度,档位,客户经理编码',
    ...[1, 2, 3, 4].map(
      (n) => `S${String(n)},店${String(n)},${(117 + n / 100).toFixed(2)},30,20,K1`,
    ),
  )
  for (const [kind, path] of [['people', people] as const, ['retailers', shops] as const])
    expect(await beatline(server.dataDir, 'import', kind, path)).toMatchObject({ code: 0 })
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

const bench = (...args: string[]) =>
  beatline(server.dataDir, 'bench-plan', ...args, '--seconds', '1')
const benchAsJson = (...args: string[]) =>
  beatline(server.dataDir, '--json', 'bench-plan', ...args, '--seconds', '1')
/** There and back twice: S1, S4, S2, S3. */
const there = ['person,shop', 'K1,S1', 'K1,S4', 'K1,S2', 'K1,S3']

describe('beatline bench-plan', () => {
  test('prints tours of a file beside ours of the same stops, and saves nothing', async () => {
    const file = write('tours.csv', ...there)
    const { code, out } = await bench(file, '--day', MONDAY)
    expect(code).toBe(0)
    expect(out).toMatch(/^The file, 2026-03-02, 1 people, travel: estimate$/m)
    expect(out).toMatch(/^ +theirs +ours$/m)
    expect(out).toMatch(/^stops +4 +4$/m)
    const [, theirs, ours] = /^distance, km +(\S+) +(\S+)$/m.exec(out) ?? []
    expect(Number(ours)).toBeGreaterThan(0)
    expect(Number(theirs)).toBeGreaterThan(Number(ours))

    const answer = await benchAsJson(file, '--day', MONDAY)
    const told = JSON.parse(answer.out) as PlanBench
    expect(told).toMatchObject({ day: MONDAY, planId: null, people: 1, theirs: { stops: 4 } })
    expect((told.theirs.metres / 1000).toFixed(1)).toBe(theirs)
    const [team] = await ask<{ id: number }[]>(server, 'GET', '/teams')
    const versions = `/plans?teamId=${String(team?.id)}&day=${MONDAY}`
    expect(await ask(server, 'GET', versions)).toEqual([])
  })

  test('without a file takes the plan published last, and says so when there is none', async () => {
    const none = await bench()
    expect(none.code).toBe(1)
    expect(none.err).toContain('no plan was published yet')

    const [team] = await ask<{ id: number }[]>(server, 'GET', '/teams')
    const draft = await ask<Plan>(server, 'POST', '/plans', { teamId: team?.id, day: MONDAY })
    const { id, revision } = await ask<Plan>(server, 'DELETE', `/plans/${String(draft.id)}/run`)
    await ask(server, 'POST', `/plans/${String(id)}/publish`, { revision })
    const { code, out } = await bench()
    expect(code).toBe(0)
    expect(out).toContain(`Plan ${String(id)}, ${MONDAY}, 1 people`)
    const named = await benchAsJson('--plan', String(id))
    expect(JSON.parse(named.out)).toMatchObject({ planId: id, theirs: { stops: 4, unplaced: 0 } })
  })

  test('refuses a file that is none, lacks a column or a cell, or names a stranger, and ends with 1', async () => {
    const refusalOf = async (path: string) => {
      const { code, out, err } = await bench(path, '--day', MONDAY)
      expect([code, out]).toEqual([1, ''])
      return err
    }
    expect(await refusalOf(join(folder, 'none.csv'))).toContain('cannot be read')
    expect(await refusalOf(write('column.csv', 'person,store', 'K1,S1'))).toContain(
      'has no column “shop”',
    )
    expect(await refusalOf(write('cell.csv', 'person,shop', 'K1,S1', 'K1,'))).toContain('Row 3')
    expect(await refusalOf(write('stranger.csv', 'person,shop', 'K9,S1'))).toContain(
      'nobody has the code K9',
    )
    expect((await bench('--plan', 'x')).code).toBe(2)
  })
})
