import { rm } from 'node:fs/promises'
import multipart from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Role } from '../../shared/auth.ts'
import { ProfileName, RoadState } from '../../shared/roads.ts'
import { callerOf, requireEverything } from '../auth/index.ts'
import { audit } from '../platform/audit.ts'
import type { Feature, Parts } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import { receiveOsm } from './receive-osm.ts'
import type { RoadWorks } from './road-works.ts'

export interface RoadsOptions extends Parts {
  readonly works: RoadWorks
}

const tags = ['roads']
const roles: readonly Role[] = ['administrator']
const response = { 200: RoadState }

/** Bringing streets in, taking them away, and what people travel by. */
export const roadImports: Feature<RoadsOptions> = async (app, { db, config, works }) => {
  await app.register(multipart, { limits: { files: 1, fileSize: config.maxRoadsBytes } })

  app.get('/roads', { config: { roles: 'signed-in' }, schema: { tags, response } }, () =>
    works.state(),
  )

  app.post(
    '/roads/import',
    {
      config: { roles },
      schema: {
        tags,
        summary: 'Makes streets and base map of an OpenStreetMap file (.osm.pbf, .osm, .osm.gz)',
        consumes: ['multipart/form-data'],
        response: { 202: RoadState },
      },
      // Browsers on HTTP/1.1 read an answer only once all is sent: what is left of a refused file is thrown away.
      onResponse: async ({ raw }) => {
        raw.unpipe().resume()
      },
    },
    async (request, reply) => {
      const log = writeLog(request)
      const upload = await request.file()
      if (!upload) throw new Problem('input-invalid', 'a multipart body with one file')
      const fileName = upload.filename.slice(0, 200)
      const bytes = Number(request.headers['content-length']) || undefined
      const { dataDir } = config
      const { received, done } = works.importer.start(fileName, async (tell, signal) => {
        const path = await receiveOsm({ dataDir, file: upload.file, bytes, tell, signal })
        return { path, discard: () => rm(path, { force: true }) }
      })
      void done
        .then(({ id }) => log('roads-imported', { fileName, id }))
        // Why it failed is in the state.
        .catch(() => undefined)
      await received
      await log('roads-import-started', { fileName })
      return reply.code(202).send(await works.state())
    },
  )

  app.delete(
    '/roads/import',
    { config: { roles }, schema: { tags, summary: 'Ends the import under way', response } },
    async (request) => {
      const log = writeLog(request)
      if (await works.importer.cancel()) await log('roads-import-cancelled')
      return works.state()
    },
  )

  app.delete(
    '/roads/data',
    {
      config: { roles },
      schema: {
        tags,
        summary: 'Removes streets and base map: times are estimates again',
        response,
      },
    },
    async (request) => {
      const log = writeLog(request)
      await works.removeData()
      await log('roads-removed')
      return works.state()
    },
  )

  app.put(
    '/roads/profile',
    {
      config: { roles },
      schema: {
        tags,
        summary: 'What people travel by, in plans to come',
        body: Type.Object({ profile: ProfileName }),
        response,
      },
    },
    async (request) => {
      const log = writeLog(request)
      await works.changeProfile(request.body.profile)
      await log('travel-profile-changed', request.body)
      return works.state()
    },
  )

  /** Streets belong to the whole installation, and so does what is done to them. */
  function writeLog(request: FastifyRequest) {
    const caller = callerOf(request)
    requireEverything(caller)
    const { personId } = caller
    return (action: string, facts: object = {}) =>
      audit(db, { personId, action, facts, ip: request.ip })
  }
}
