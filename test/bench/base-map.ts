import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { Agent, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Random } from '../../server/solver/random.ts'
import { openTestApp } from '../support/app.ts'
import { sharedTestDatabase } from '../support/database.ts'
import { sharedPath } from '../support/shared-data.ts'
import { readArchive } from '../tiles/read-archive.ts'
import type { Figures } from './base-map-pass.ts'
import { writeRegion } from './synthetic-region.ts'

const ROUNDS = 3
const REQUESTS = 2_000

/**
 * Protocol: each file is drawn three times, each in a process of its own, the quickest told; memory is the process's,
 * Node and the compiler of the sources included. The goal: seconds for a city, and 5 million nodes within 2 GB. Then
 * tiles of the largest map over loopback HTTP with a session, one connection, in any order, wall time of the answer.
 */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'beatline-bench-'))
  mkdirSync(join(folder, 'map'))
  const map = join(folder, 'map', 'base.pmtiles')
  try {
    for (const name of ['liechtenstein', 'heidelberg']) {
      const path = sharedPath(`osm/${name}.osm.pbf`)
      if (path) await reportDrawing(name, path, map, ROUNDS)
    }
    const region = join(folder, 'region.osm.pbf')
    const nodes = await writeRegion(region)
    await reportDrawing(`${(nodes / 1e6).toFixed(1)} million nodes, made`, region, map, 1)
    await reportServing(folder, map)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function reportDrawing(name: string, osm: string, map: string, rounds: number) {
  const figures: Figures[] = []
  for (let round = 0; round < rounds; round += 1) {
    const child = fork(fileURLToPath(new URL('./base-map-pass.ts', import.meta.url)), [osm, map])
    figures.push(...((await once(child, 'message')) as [Figures]))
  }
  const [best] = figures.toSorted((a, b) => a.seconds - b.seconds)
  if (!best) return
  const { tiles, bytes, features, broken } = best.map
  console.log(
    `${name}: ${best.seconds.toFixed(1)} s of the processor (${best.wall.toFixed(1)} s on the clock), ` +
      `${best.peak.toFixed(0)} MB at most; ${features} features (${broken} broken), ${tiles} tiles, ${(bytes / 1e6).toFixed(1)} MB`,
  )
}

async function reportServing(dataDir: string, map: string): Promise<void> {
  const { addresses } = await readArchive(map)
  const world = await openTestApp({ DATA_DIR: dataDir })
  try {
    await world.app.http.listen({ host: '127.0.0.1', port: 0 })
    const { port } = world.app.http.server.address() as AddressInfo
    const { cookie } = await world.signInAs('planner')
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const random = new Random(2)
    const millis: number[] = []
    let bytes = 0
    for (let i = 0; i < REQUESTS; i += 1) {
      const [z, x, y] = addresses[random.below(addresses.length)] ?? [0, 0, 0]
      const started = performance.now()
      bytes += await download(agent, port, `/api/v1/tiles/base/${z}/${x}/${y}.mvt`, cookie)
      millis.push(performance.now() - started)
    }
    agent.destroy()
    const sorted = millis.toSorted((a, b) => a - b)
    const at = (share: number) => (sorted[Math.floor(share * sorted.length)] ?? NaN).toFixed(2)
    console.log(
      `served: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, ${(bytes / REQUESTS / 1024).toFixed(1)} KB each`,
    )
  } finally {
    await world.close()
    await (await sharedTestDatabase()).close()
  }
}

/** @returns the bytes of the body as they travel */
function download(agent: Agent, port: number, path: string, cookie: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, 'accept-encoding': 'gzip' }
    const request = get({ agent, host: '127.0.0.1', port, path, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${path}: ${String(answer.statusCode)}`))
      let bytes = 0
      answer.on('data', (chunk: Buffer) => (bytes += chunk.byteLength))
      answer.on('end', () => resolve(bytes))
    })
    request.on('error', reject)
  })
}
