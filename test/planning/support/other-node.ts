import { buildApp, type App } from '../../../server/app.ts'
import { createBus } from '../../../server/platform/bus.ts'
import type { SmallTeam } from './small-team.ts'

/** Another server over the same database, like a second node, or the first started anew. */
export async function openOtherNode({ world }: SmallTeam, bus = createBus()): Promise<App> {
  const { config, db, clock } = world
  const app = await buildApp({ config, db, clock, bus, operatorToken: 'of another node' })
  // From here on it has looked for runs that were its own before it started.
  await app.http.ready()
  return app
}

/** Asks a node as the team's manager does. */
export async function askNode<Answer>(
  app: App,
  { boss }: SmallTeam,
  method: 'GET' | 'DELETE' | 'PATCH',
  path: string,
  payload?: object,
): Promise<Answer> {
  const headers = { cookie: boss.cookie, host: 'beatline.test', origin: 'http://beatline.test' }
  const url = `/api/v1${path}`
  const answer = await app.http.inject({ method, url, headers, ...(payload ? { payload } : {}) })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json<Answer>()
}
