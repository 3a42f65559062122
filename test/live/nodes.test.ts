import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PositionFrame } from '../../shared/live.ts'
import { openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { addTeam } from '../support/world.ts'
import { redisMissing, RedisServer } from './redis-server.ts'
import { ask, connect, framesOf, listen, valueOf, type Viewer } from './support.ts'

if (redisMissing) console.warn(`Skipped "two nodes joined by Redis": ${redisMissing}`)

describe.skipIf(redisMissing)('two nodes joined by Redis', () => {
  let redis: RedisServer
  let here: TestApp
  let there: TestApp
  let viewerHere: Viewer
  let viewerThere: Viewer
  let framesHere: PositionFrame[]
  let framesThere: PositionFrame[]
  let teamId: number
  let rep: SignedIn

  beforeAll(async () => {
    redis = await RedisServer.start()
  })
  afterAll(() => redis.stop())

  beforeEach(async () => {
    here = await openTestApp({ REDIS_URL: redis.url })
    there = await openTestApp({ REDIS_URL: redis.url })
    teamId = await addTeam(here.db)
    rep = await here.signInAs('inspector', { teamId })
    const supervisor = await here.signInAs('supervisor', { teamId })
    viewerHere = await connect(await listen(here), supervisor)
    viewerThere = await connect(await listen(there), supervisor)
    framesHere = framesOf(viewerHere)
    framesThere = framesOf(viewerThere)
    for (const viewer of [viewerHere, viewerThere]) valueOf(await ask(viewer, 'team:watch', teamId))
  })
  afterEach(async () => {
    viewerHere.disconnect()
    viewerThere.disconnect()
    await here.app.http.close()
    await there.app.http.close()
  })

  let metres = 0
  let moved = 0
  const isSeenBy = (frames: PositionFrame[]) =>
    expect.poll(() => frames.at(-1)?.rows[0]?.[3], { timeout: 5000 }).toBe(moved)
  const move = async () => {
    metres += 1
    const fix = { at: [111 + metres * 1e-5, 27], fixAt: new Date().toISOString() }
    const answer = await rep.send('POST', '/positions', { fixes: [fix] })
    expect(answer.statusCode).toBe(200)
    moved = Date.parse(fix.fixAt)
  }
  /** Nodes find Redis in their own time. */
  const moveUntilSeenThere = async () => {
    await expect
      .poll(
        async () => {
          await move()
          return framesThere.length
        },
        { timeout: 15_000, interval: 300 },
      )
      .toBeGreaterThan(0)
    await isSeenBy(framesThere)
    await isSeenBy(framesHere)
  }

  test('a move on one node reaches viewers of both, once, in frames numbered by their own node', async () => {
    await moveUntilSeenThere()
    framesHere.length = 0
    framesThere.length = 0
    for (const expected of [1, 2]) {
      await move()
      await isSeenBy(framesHere)
      await isSeenBy(framesThere)
      expect([framesHere.length, framesThere.length]).toEqual([expected, expected])
    }
    expect(framesThere.map(({ rows }) => rows)).toEqual(framesHere.map(({ rows }) => rows))
    for (const [first, second] of [framesHere, framesThere])
      expect((second?.sequence ?? 0) - (first?.sequence ?? 0)).toBe(1)
  })

  test('an announcement on one node is heard on the other, and comes back to neither', async () => {
    await moveUntilSeenThere()
    const heard: string[] = []
    viewerHere.on('retailers:changed', () => heard.push('here'))
    viewerThere.on('retailers:changed', () => heard.push('there'))
    here.bus.announce('retailers:changed', [], { roles: ['supervisor'] })
    there.bus.announce('retailers:changed', [], { roles: ['supervisor'] })
    await expect.poll(() => heard.length, { timeout: 5000 }).toBe(4)
    expect(heard.filter((where) => where === 'here')).toHaveLength(2)
  })

  test('without Redis each node serves its own viewers; once it is back, a gap asks for a snapshot', async () => {
    await moveUntilSeenThere()
    await redis.stop()
    const before = framesHere.length
    await move()
    await expect.poll(() => framesHere.length, { timeout: 2000 }).toBe(before + 1)
    const lastThere = framesThere.at(-1)?.sequence ?? 0
    framesThere.length = 0

    await redis.start()
    await moveUntilSeenThere()
    expect(framesThere[0]?.sequence).toBe(lastThere + 2)
  })
})

test('a node starts and serves its viewers while Redis cannot be reached', async () => {
  const app = await openTestApp({ REDIS_URL: 'redis://127.0.0.1:1' })
  try {
    const teamId = await addTeam(app.db)
    const rep = await app.signInAs('customer-manager', { teamId })
    const supervisor = await app.signInAs('supervisor', { teamId })
    const viewer = await connect(await listen(app), supervisor)
    const frames = framesOf(viewer)
    valueOf(await ask(viewer, 'team:watch', teamId))
    const fixes = [{ at: [111, 27], fixAt: new Date().toISOString() }]
    expect((await rep.send('POST', '/positions', { fixes })).statusCode).toBe(200)
    await expect.poll(() => frames, { timeout: 5000 }).toHaveLength(1)
    viewer.disconnect()
  } finally {
    await app.close()
  }
})
