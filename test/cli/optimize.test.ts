import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { VroomError, VroomSolution } from '../../shared/optimizer.ts'
import { findProjectFolder } from '../../server/platform/project-folder.ts'
import { job, onStreet } from '../optimizer/support/line-street.ts'

vi.setConfig({ testTimeout: 240_000 })

let folder: string
const file = () => join(folder, 'problem.json')
const problem = onStreet({ jobs: [job(3), job(7), job(5)] })
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'beatline-optimize-'))
  writeFileSync(file(), JSON.stringify(problem))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** `beatline optimize` as a person types it, with something on standard input. */
function optimize(args: string[], input = ''): Promise<{ code: number; out: string; err: string }> {
  const { DATABASE_URL, ...inherited } = process.env
  const env = { ...inherited, DATA_DIR: join(folder, 'data') }
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['server/beatline.mjs', 'optimize', ...args],
      { cwd: findProjectFolder(), env },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err })
      },
    )
    child.stdin?.end(input)
  })
}

describe('beatline optimize', () => {
  test('prints nothing but the answer, and opens no database for a problem with matrices', async () => {
    const { code, out, err } = await optimize([file(), '--seconds', '0.3', '--seed', '7'])
    expect(code).toBe(0)
    const answer = JSON.parse(out) as VroomSolution
    expect(answer).toMatchObject({
      code: 0,
      summary: { cost: 1400 },
      beatline: { seed: 7, seconds: 0.3 },
    })
    expect(err).toMatch(/\d s: cost 1400, 0 left out/)
    expect(existsSync(join(folder, 'data'))).toBe(false)
  })

  test('reads standard input', async () => {
    const { code, out } = await optimize(['-'], JSON.stringify({ ...problem, jobs: [job(9)] }))
    expect(code).toBe(0)
    expect((JSON.parse(out) as VroomSolution).summary.cost).toBe(1800)
  })

  test('prints a refusal as JSON as well, and ends with 1', async () => {
    const { code, out, err } = await optimize(
      ['-'],
      JSON.stringify({ ...problem, jobs: [job(99)] }),
    )
    expect(code).toBe(1)
    expect(JSON.parse(out) as VroomError).toMatchObject({
      code: 2,
      problem: 'optimize-invalid',
      pointer: '/jobs/0/location_index',
    })
    expect(err).toContain('optimize-invalid')
  })

  test('says what is wrong with a file that is none, or no JSON', async () => {
    expect(await optimize([join(folder, 'none.json')])).toMatchObject({ code: 1, out: '' })
    const { code, err } = await optimize(['-'], '{"vehicles":')
    expect(code).toBe(1)
    expect(err).toContain('is not JSON')
  })

  test('without matrices asks for the roads of the installation', async () => {
    const places = {
      vehicles: [{ id: 1, profile: 'bike', start: [117, 30] }],
      jobs: [{ id: 1, location: [117.01, 30] }],
    }
    const { code, out, err } = await optimize(['-', '--seconds', '0.2'], JSON.stringify(places))
    expect(code).toBe(0)
    expect((JSON.parse(out) as VroomSolution).beatline.travel).toBe('estimate')
    expect(err).toContain('Making a new database')
  })
})
