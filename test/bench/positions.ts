import { Agent, request } from 'node:http'
import { cpus, loadavg } from 'node:os'
import { pathToFileURL } from 'node:url'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { newSecret } from '../../server/auth/index.ts'
import { openTestApp, type TestApp } from '../support/app.ts'
import { sharedTestDatabase } from '../support/database.ts'
import { addTeam } from '../support/world.ts'

const people = 1_000
const seconds = 15

/**
 * Protocol: the whole server on the test database (embedded unless DATABASE_URL is set) with load and server
 * sharing this machine. Part one offers a fixed load: 1,000 phones, one fix a second each, evenly spread,
 * each request timed from its due moment to its answer. Part two asks as fast as 50 phones at a time can, one
 * fix each.
 */
export async function run(): Promise<void> {
  const app = await openTestApp()
  const address = await app.app.http.listen({ host: '127.0.0.1', port: 0 })
  try {
    const tokens = await addPhones(app)
    const processor = cpus()[0]?.model ?? 'an unknown processor'
    const load = loadavg()[0]?.toFixed(1) ?? '?'
    console.log(
      `positions on ${processor} × ${String(cpus().length)}, Node ${process.version}, load before ${load}`,
    )
    await offerFixedLoad(address, tokens)
    await askAsFastAsPossible(address, tokens)
    const { rows } = await sql<{ count: number }>`select count(*) from position`.execute(app.db)
    console.log(`stored in all: ${String(rows[0]?.count)}`)
  } finally {
    await app.close()
    const database = await sharedTestDatabase()
    await database.close()
  }
}

async function addPhones(app: TestApp): Promise<string[]> {
  const teamId = await addTeam(app.db)
  const secrets = Array.from({ length: people }, newSecret)
  await sql`
    with staff as (
      insert into person (code, name, role, team_id)
      select 'p' || n, 'person ' || n, 'customer-manager', ${teamId}
      from generate_series(1, ${people}::int) n returning id, substr(code, 2)::int as n)
    insert into device (person_id, name, token_hash)
    select staff.id, 'bench', decode(phone.hash, 'hex')
    from unnest(${secrets.map(({ hash }) => hash.toString('hex'))}::text[])
         with ordinality as phone (hash, n)
    join staff on staff.n = phone.n`.execute(app.db)
  return secrets.map(({ secret }) => secret)
}

async function offerFixedLoad(address: string, tokens: readonly string[]): Promise<void> {
  const waits: number[] = []
  const running: Promise<void>[] = []
  let failed = 0
  const begin = performance.now()
  const sendOne = async (token: string, due: number) => {
    if (await send(address, token)) waits.push(performance.now() - due)
    else failed++
  }
  for (let sent = 0; sent < people * seconds; sent++) {
    const due = begin + (sent * 1000) / people
    if (due > performance.now()) await pause(due - performance.now())
    running.push(sendOne(tokens[sent % people] ?? '', due))
  }
  await Promise.all(running)
  const elapsed = (performance.now() - begin) / 1000
  report(`${String(people)} fixes/s for ${String(seconds)} s`, waits, elapsed, failed)
}

/** As many connections as a proxy in front would keep. */
const agent = new Agent({ keepAlive: true, maxSockets: 100 })

function send(address: string, token: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return new Promise((resolve) => {
    request(`${address}/api/v1/positions`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume().on('end', () => {
        resolve(answer.statusCode === 200)
      })
    })
      .on('error', () => {
        resolve(false)
      })
      .end(JSON.stringify({ fixes: [fixNow()] }))
  })
}

function fixNow() {
  const at = [111 + Math.random() * 1e-4, 27 + Math.random() * 1e-4]
  return { at, fixAt: new Date().toISOString(), accuracyMetres: 10, speedMps: 1 }
}

async function askAsFastAsPossible(address: string, tokens: readonly string[]): Promise<void> {
  let next = 0
  let failed = 0
  const waits: number[] = []
  const begin = performance.now()
  const until = begin + 10_000
  const connection = async () => {
    while (performance.now() < until) {
      const sentAt = performance.now()
      if (await send(address, tokens[next++ % people] ?? '')) waits.push(performance.now() - sentAt)
      else failed++
    }
  }
  await Promise.all(Array.from({ length: 50 }, connection))
  report('50 at a time, as fast as they can', waits, (performance.now() - begin) / 1000, failed)
}

function report(name: string, waits: number[], elapsed: number, failed: number): void {
  waits.sort((a, b) => a - b)
  const at = (share: number) => (waits[Math.floor(waits.length * share)] ?? NaN).toFixed(0)
  console.log(
    `${name}: ${(waits.length / elapsed).toFixed(0)} acks/s, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, ` +
      `p99 ${at(0.99)} ms, ${String(failed)} failed`,
  )
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run()
