import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RunningServer } from '../../server/running-server.ts'
import type { Plan } from '../../shared/planning.ts'
import { addDays, isoWeekday } from '../../shared/time.ts'
import { startBeatline, type Beatline } from '../browser/start-beatline.ts'

async function ask(
  beatline: Beatline,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const file = readFileSync(join(beatline.dataDir, 'server.json'), 'utf8')
  const { token } = JSON.parse(file) as RunningServer
  const response = await fetch(`${beatline.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      prefer: 'respond-async',
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
  return response.json()
}

const shownIn = ({ tours }: Plan) =>
  tours.map(({ personId, stops }) => [personId, ...stops.map(({ retailerId }) => retailerId)])

/** A working day to come. */
function nextMonday(): string {
  const today = new Date().toISOString().slice(0, 10)
  return addDays(today, 8 - isoWeekday(today))
}

test('a server killed in mid-optimisation shows what it showed when it starts again, and the run goes on', async () => {
  let beatline = await startBeatline()
  try {
    await ask(beatline, 'POST', '/demo', { simulate: false })
    const isLoading = async () =>
      ((await ask(beatline, 'GET', '/installation')) as { loading: unknown }).loading
    await expect.poll(isLoading, { timeout: 120_000, interval: 500 }).toBeNull()

    const first = (await ask(beatline, 'POST', '/plans', { teamId: 1, day: nextMonday() })) as Plan
    const path = `/plans/${String(first.id)}`
    // A minute, so that it is not over before the end.
    const { revision } = (await ask(beatline, 'DELETE', `${path}/run`)) as Plan
    const shown = (await ask(beatline, 'POST', `${path}/run`, { revision, seconds: 60 })) as Plan
    await beatline.stop('SIGKILL')

    beatline = await startBeatline(beatline.dataDir)
    const read = async () => (await ask(beatline, 'GET', path)) as Plan
    const again = await read()
    expect(again.revision).toBeGreaterThanOrEqual(shown.revision)
    if (again.revision === shown.revision) expect(shownIn(again)).toEqual(shownIn(shown))
    const points = again.run?.best ?? []
    expect(points.slice(0, shown.run?.best.length)).toEqual(shown.run?.best)

    // Cheaper is better, not fewer left out: one dear visit may take the place of two.
    const costNow = async () => (await read()).run?.best.at(-1)?.cost
    const costShown = shown.run?.best.at(-1)?.cost ?? Number.NaN
    await expect.poll(costNow, { timeout: 30_000 }).toBeLessThan(costShown)
    const better = await read()
    expect(better.revision).toBeGreaterThan(shown.revision)
    const ended = (await ask(beatline, 'DELETE', `${path}/run`)) as Plan
    expect(ended).toMatchObject({ run: null, status: 'draft' })
    expect(ended.revision).toBeGreaterThanOrEqual(better.revision)
  } finally {
    await beatline.stop()
    beatline.remove()
  }
})
