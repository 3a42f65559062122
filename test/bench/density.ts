import { cpus } from 'node:os'
import { pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import { openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { sharedTestDatabase } from '../support/database.ts'

const ROUNDS = 20

/**
 * Protocol: 500 round areas of 200 corners, 20,000 shops in them with an ended and a valid licence each; the whole answer of
 * the route without a network, after one round to warm up. By the assigned area, as after an import, and by outline alone.
 */
export async function run(): Promise<void> {
  const world = await openTestApp()
  try {
    console.log(`density on ${cpus()[0]?.model ?? 'an unknown processor'}, Node ${process.version}`)
    await fillWorld(world)
    const planner = await world.signInAs('planner', { everything: true })
    await report('20,000 shops by their assigned area', planner)
    await sql`update retailer set area_id = null`.execute(world.db)
    await report('20,000 shops by outline', planner)
  } finally {
    await world.close()
    await (await sharedTestDatabase()).close()
  }
}

async function fillWorld({ db }: TestApp): Promise<void> {
  await sql`
    insert into area (code, name, kind, population, geom)
    select n, n, 'cell', 1000 + n, ST_Multi(ST_Buffer(
      ST_SetSRID(ST_MakePoint(116 + 0.02 * (n % 25), 36 + 0.02 * (n / 25)), 4326), 0.0099, 50))
    from generate_series(0, 499) n`.execute(db)
  await sql`
    insert into retailer (code, name, geom, source_lng, source_lat, area_id)
    select 'B' || n, 'B' || n, ST_Centroid(area.geom), 0, 0, area.id
    from generate_series(0, 19999) n join area on area.code = (n % 500)::text`.execute(db)
  await sql`
    insert into licence (retailer_id, number, valid_from, valid_to, status)
    select id, code || from_day, from_day, to_day::date, term.status
    from retailer, (values ('2016-01-01'::date, '2020-12-31'::date, 'expired'),
                           ('2021-01-01', null, 'valid')) term(from_day, to_day, status)`.execute(
    db,
  )
  await sql`analyze`.execute(db)
}

async function report(what: string, planner: SignedIn): Promise<void> {
  const millis: number[] = []
  for (let round = 0; round <= ROUNDS; round += 1) {
    const started = performance.now()
    const answer = await planner.get('/licences/density?kind=cell')
    if (answer.statusCode !== 200) throw new Error(answer.body)
    if (round > 0) millis.push(performance.now() - started)
  }
  const sorted = millis.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(share * sorted.length)] ?? NaN).toFixed(0)
  console.log(`${what}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run()
