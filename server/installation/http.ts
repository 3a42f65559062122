import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Installation } from '../../shared/auth.ts'
import { FieldTime } from '../../shared/simulation.ts'
import { callerOf, isFromThisMachine, requireEverything } from '../auth/index.ts'
import { audit } from '../platform/audit.ts'
import { backupDatabase } from '../platform/database/index.ts'
import type { Feature, Parts } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import { readSetting } from '../platform/settings.ts'
import { isEmpty } from './queries.ts'
import { version } from './version.ts'

export interface InstallationOptions extends Parts {
  /** Fills the empty database with the demo city, telling how far it is; gives the day it has planned. */
  loadDemo(progress: (step: string, done: number, total: number) => void): Promise<string>
  /** Whether there are streets or a base map of somebody's, which the demo city brings too. */
  hasMap(): Promise<boolean>
  /** Lets the field staff move through that day. */
  simulate(day: string): Promise<unknown>
}

const DemoRequest = Type.Object({
  /** Start moving the field staff as soon as the city is there. */
  simulate: Type.Optional(Type.Boolean()),
})

export const installation: Feature<InstallationOptions> = async (app, options) => {
  const { db, config, clock } = options
  let loading: Installation['loading'] = null
  let loadingFailed: string | null = null

  const describe = async (request: FastifyRequest): Promise<Installation> => {
    const empty = await isEmpty(db)
    return {
      version,
      timeZone: config.timeZone,
      empty,
      demo: loading === null && (await isDemo(db)),
      mayLoadDemo: empty && loading === null && isFromThisMachine(request, config),
      loading,
      loadingFailed,
    }
  }

  app.get(
    '/installation',
    {
      config: { roles: 'anyone' },
      schema: { tags: ['installation'], response: { 200: Installation } },
    },
    describe,
  )

  app.get(
    '/clock',
    {
      config: { roles: 'anyone' },
      schema: { tags: ['installation'], response: { 200: FieldTime } },
    },
    () => clock.read(),
  )

  app.post(
    '/demo',
    {
      config: { roles: 'anyone' },
      schema: {
        tags: ['installation'],
        body: DemoRequest,
        response: { 202: Installation },
      },
    },
    async (request, reply) => {
      const [{ mayLoadDemo }, hasMap] = await Promise.all([describe(request), options.hasMap()])
      if (!mayLoadDemo) throw new Problem('demo-not-offered')
      if (hasMap) throw new Problem('demo-over-map')
      loading = { step: 'generate', done: 0, total: 1 }
      loadingFailed = null
      void options
        .loadDemo((step, done, total) => (loading = { step, done, total }))
        .then((day) => (request.body.simulate ? options.simulate(day) : undefined))
        .catch((error: unknown) => {
          request.log.error({ err: error }, 'the demo city could not be loaded')
          loadingFailed = error instanceof Error ? error.message : String(error)
        })
        .finally(() => (loading = null))
      return reply.code(202).send(await describe(request))
    },
  )

  app.get(
    '/backup',
    {
      config: { roles: ['administrator'] },
      schema: { tags: ['installation'], description: 'The whole database as one gzip file.' },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      requireEverything(caller)
      await mkdir(config.dataDir, { recursive: true })
      const folder = await mkdtemp(join(config.dataDir, 'backup-'))
      const file = join(folder, 'beatline.backup.gz')
      const remove = () => rm(folder, { recursive: true, force: true })
      try {
        await backupDatabase(db, file)
        await audit(db, { personId: caller.personId, action: 'backup-taken', ip: request.ip })
      } catch (error) {
        await remove()
        throw error
      }
      const stream = createReadStream(file).on('close', () => void remove())
      return reply
        .type('application/gzip')
        .header('content-disposition', 'attachment; filename="beatline.backup.gz"')
        .send(stream)
    },
  )
}

/** Whether the fictional city is loaded in this installation. */
export async function isDemo(db: Parts['db']): Promise<boolean> {
  return (await readSetting(db, 'demo')) !== undefined
}
