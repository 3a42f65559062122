import { Agent, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { cpus } from 'node:os'
import { pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import { retailerPoints, type RetailerPoint } from '../../server/tiles/queries.ts'
import { RetailerIndex } from '../../server/tiles/retailer-index.ts'
import { Random } from '../../server/solver/random.ts'
import { openTestApp, type TestApp } from '../support/app.ts'
import { sharedTestDatabase } from '../support/database.ts'
import { tileOf } from '../tiles/read-tile.ts'

const RETAILERS = 50_000
const ROUNDS = 60
const center = [117.1, 36.6] as const

/**
 * Protocol: 50,000 shops, denser towards the middle of 60 × 60 km; one process, one connection, over loopback HTTP with a
 * session; per zoom 60 tiles around the middle after one to warm up; wall time of the whole answer.
 */
export async function run(): Promise<void> {
  const world = await openTestApp()
  try {
    console.log(`tiles on ${cpus()[0]?.model ?? 'an unknown processor'}, Node ${process.version}`)
    await fillRetailers(world)
    await reportBuild(world)
    await world.app.http.listen({ host: '127.0.0.1', port: 0 })
    const { cookie } = await world.signInAs('planner', { everything: true })
    console.log('the first tile, which starts the thread and has the shops read and clustered:')
    await reportZoom(world, cookie, 12, 1)
    for (const z of [6, 8, 10, 11, 12, 13, 14, 15, 16]) await reportZoom(world, cookie, z)
  } finally {
    await world.close()
    await (await sharedTestDatabase()).close()
  }
}

/** Always the same places; the mean of three draws makes the middle denser. */
async function fillRetailers({ db }: TestApp): Promise<void> {
  const random = new Random(1)
  const offset = () => (random.unit() + random.unit() + random.unit() - 1.5) * 0.4
  const lngs = Array.from({ length: RETAILERS }, () => center[0] + offset())
  const lats = Array.from({ length: RETAILERS }, () => center[1] + offset())
  await sql`
    insert into retailer (code, name, geom, source_lng, source_lat, tier)
    select 'B' || n, '商店 ' || n, ST_SetSRID(ST_MakePoint(lng, lat), 4326), lng, lat, 1 + n % 30
    from unnest(${lngs}::float8[], ${lats}::float8[]) with ordinality as place(lng, lat, n)`.execute(
    db,
  )
}

async function reportBuild({ db }: TestApp): Promise<void> {
  const everything = { everything: true, teamIds: [], areaIds: [] }
  const started = performance.now()
  const text = await retailerPoints(db, everything)
  const read = performance.now()
  const points = JSON.parse(text) as RetailerPoint[]
  new RetailerIndex(points)
  const built = performance.now()
  console.log(
    `index of ${points.length} shops: read in ${(read - started).toFixed(0)} ms, built in ${(built - read).toFixed(0)} ms`,
  )
}

async function reportZoom(
  { app }: TestApp,
  cookie: string,
  z: number,
  rounds = ROUNDS,
): Promise<void> {
  const { port } = app.http.server.address() as AddressInfo
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const middle = tileOf(center, z)
  const side = Math.min(8, Math.max(1, Math.ceil((2 ** z * 1.2) / 360)))
  const millis: number[] = []
  let bytes = 0
  for (let round = 0; round < rounds; round += 1) {
    const x = middle.x + (round % side) - Math.floor(side / 2)
    const y = middle.y + (Math.floor(round / side) % side) - Math.floor(side / 2)
    const path = `/api/v1/tiles/retailers/${z}/${x}/${y}.mvt`
    const started = performance.now()
    bytes += await download(agent, port, path, cookie)
    millis.push(performance.now() - started)
  }
  agent.destroy()
  const sorted = millis.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(share * sorted.length)] ?? NaN).toFixed(1)
  console.log(
    `z${z}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, mean ${(bytes / rounds / 1024).toFixed(1)} KB`,
  )
}

/** @returns the bytes of the body */
function download(agent: Agent, port: number, path: string, cookie: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get({ agent, host: '127.0.0.1', port, path, headers: { cookie } }, (answer) => {
      if (answer.statusCode !== 200 && answer.statusCode !== 204)
        reject(new Error(`${path} answered ${String(answer.statusCode)}`))
      let bytes = 0
      answer.on('data', (chunk: Buffer) => (bytes += chunk.byteLength))
      answer.on('end', () => resolve(bytes))
    })
    request.on('error', reject)
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run()
