import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Role } from '../../shared/auth.ts'
import { buildApp, type App } from '../../server/app.ts'
import { newSecret, SESSION_COOKIE } from '../../server/auth/index.ts'
import { readConfig, type Config } from '../../server/config.ts'
import { createBus, type Announcement, type Bus } from '../../server/platform/bus.ts'
import { createClock, type Clock } from '../../server/platform/clock.ts'
import type { Db } from '../../server/platform/database/index.ts'
import { emptyTables, sharedTestDatabase } from './database.ts'

/** Someone with a session: each call is a request as their browser would make it. */
export interface SignedIn {
  readonly personId: number
  readonly cookie: string
  get(path: string): Promise<LightMyRequestResponse>
  send(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
  ): Promise<LightMyRequestResponse>
}

export interface TestApp {
  readonly app: App
  readonly db: Db
  readonly bus: Bus
  readonly clock: Clock
  readonly config: Config
  /** Everything announced so far. */
  readonly heard: Announcement[]
  inject(options: InjectOptions): Promise<LightMyRequestResponse>
  /** A new person of that role with a session. */
  signInAs(role: Role, options?: PersonOptions): Promise<SignedIn>
  close(): Promise<void>
}

export interface PersonOptions {
  teamId?: number
  teamIds?: number[]
  areaIds?: number[]
  /** Sees all teams and areas. */
  everything?: boolean
  name?: string
  start?: [number, number]
}

/** The whole server over an emptied database of this worker; `Origin` and cookie as a browser sends them. */
export async function openTestApp(environment: Record<string, string> = {}): Promise<TestApp> {
  const { db } = await sharedTestDatabase()
  await emptyTables(db)
  // Never the streets of whoever runs the tests, nor of another test; swept with the databases of workers that are gone.
  const dataDir = join(tmpdir(), `beatline-test-${String(process.pid)}-${randomUUID()}`)
  const config = readConfig({ LOG_LEVEL: 'silent', DATA_DIR: dataDir, ...environment })
  const bus = createBus()
  const heard: Announcement[] = []
  bus.subscribe((announcement) => heard.push(announcement))
  const clock = createClock()
  const app = await buildApp({ config, db, clock, bus, operatorToken: 'operator-of-the-test' })
  await app.http.ready()

  return {
    app,
    db,
    bus,
    clock,
    config,
    heard,
    inject: (options) => app.http.inject(options),
    signInAs: async (role, options = {}) => signIn(app, db, await addPerson(db, role, options)),
    close: () => app.http.close(),
  }
}

/** A session of an existing person, without going through the password. */
export async function signIn(app: App, db: Db, personId: number): Promise<SignedIn> {
  const { secret, hash } = newSecret()
  const expires = new Date(Date.now() + 3_600_000).toISOString()
  await db
    .insertInto('session')
    .values({ person_id: personId, token_hash: hash, expires_at: expires })
    .execute()
  const cookie = `${SESSION_COOKIE}=${secret}`
  const headers = { cookie, host: 'beatline.test', origin: 'http://beatline.test' }
  return {
    personId,
    cookie,
    get: (path) => app.http.inject({ method: 'GET', url: `/api/v1${path}`, headers }),
    send: (method, path, body) =>
      app.http.inject({
        method,
        url: `/api/v1${path}`,
        headers,
        ...(body === undefined ? {} : { payload: body }),
      }),
  }
}

export async function addPerson(db: Db, role: Role, options: PersonOptions = {}): Promise<number> {
  const code = randomUUID()
  const { id } = await db
    .insertInto('person')
    .values({ code, name: options.name ?? code.slice(0, 8), role, team_id: options.teamId ?? null })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (options.start) await placeStart(db, id, options.start)
  const grants = [
    ...(options.everything ? [{ person_id: id }] : []),
    ...(options.teamIds ?? []).map((team_id) => ({ person_id: id, team_id })),
    ...(options.areaIds ?? []).map((area_id) => ({ person_id: id, area_id })),
  ]
  if (grants.length > 0) await db.insertInto('person_scope').values(grants).execute()
  return id
}

async function placeStart(db: Db, personId: number, [lng, lat]: [number, number]): Promise<void> {
  await db
    .updateTable('person')
    .set({ start_geom: JSON.stringify({ type: 'Point', coordinates: [lng, lat] }) })
    .where('id', '=', personId)
    .execute()
}
