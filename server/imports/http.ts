import multipart from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Role } from '../../shared/auth.ts'
import {
  ImportBatch,
  ImportChoice,
  ImportKind,
  ImportRow,
  ImportRowSearch,
} from '../../shared/imports.ts'
import { Page } from '../../shared/schema.ts'
import { callerOf, type Caller } from '../auth/index.ts'
import type { Feature } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import { applyBatch } from './apply-batch.ts'
import { checkBatch } from './check-batch.ts'
import { findRows, latestBatches, removeBatch } from './queries-batch.ts'
import { readFileRows } from './read/read-file.ts'
import { receiveFile } from './receive-file.ts'
import { requireBatch, stageRows } from './stage-rows.ts'
import { undoBatch } from './undo-batch.ts'

const importRoles: readonly Role[] = ['manager', 'planner', 'administrator']
const tags = ['imports']
const params = Type.Object({ id: Type.Integer() })
const options = { config: { roles: importRoles }, schema: { tags, params } }

export const imports: Feature = async (app, parts) => {
  const { db, config } = parts
  await app.register(multipart, { limits: { files: 1, fileSize: config.maxUploadBytes } })

  app.post(
    '/imports',
    {
      config: { roles: importRoles },
      schema: {
        tags,
        consumes: ['multipart/form-data'],
        querystring: Type.Object({ kind: ImportKind }),
        response: { 201: ImportBatch },
      },
    },
    async (request, reply) => {
      const { kind } = request.query
      const { personId } = importerOf(request, kind)
      const upload = await request.file()
      if (!upload) throw new Problem('input-invalid', 'a multipart body with one file')
      const isWhole = () => {
        if (upload.file.truncated) throw new Problem('input-too-large')
      }
      const batch = await receiveFile(config.dataDir, upload.file, isWhole, async (path) => {
        const { encoding, rows } = await readFileRows(path)
        const fileName = upload.filename.slice(0, 200)
        return stageRows(db, { kind, fileName, encoding, datum: 'WGS-84', personId }, rows)
      })
      return reply.code(201).send(batch)
    },
  )

  app.get(
    '/imports',
    {
      config: { roles: importRoles },
      schema: { tags, response: { 200: Type.Array(ImportBatch) } },
    },
    (request) => latestBatches(db, importerOf(request).role === 'administrator'),
  )

  app.get(
    '/imports/:id',
    { ...options, schema: { ...options.schema, response: { 200: ImportBatch } } },
    (request) => ownBatch(request, request.params.id),
  )

  app.post(
    '/imports/:id/check',
    {
      ...options,
      schema: { ...options.schema, body: ImportChoice, response: { 200: ImportBatch } },
    },
    async (request) => {
      const { id } = await ownBatch(request, request.params.id)
      return checkBatch(db, config.timeZone, id, request.body)
    },
  )

  app.get(
    '/imports/:id/rows',
    {
      ...options,
      schema: {
        ...options.schema,
        querystring: ImportRowSearch,
        response: { 200: Page(ImportRow) },
      },
    },
    async (request) => {
      const { id } = await ownBatch(request, request.params.id)
      return findRows(db, id, request.query)
    },
  )

  app.post(
    '/imports/:id/apply',
    { ...options, schema: { ...options.schema, response: { 200: ImportBatch } } },
    async (request) => {
      const { id } = await ownBatch(request, request.params.id)
      return applyBatch(parts, id, callerOf(request).personId)
    },
  )

  app.post(
    '/imports/:id/undo',
    { ...options, schema: { ...options.schema, response: { 200: ImportBatch } } },
    async (request) => {
      const { id } = await ownBatch(request, request.params.id)
      return undoBatch(parts, id, callerOf(request).personId)
    },
  )

  app.delete('/imports/:id', options, async (request, reply) => {
    const { id, status } = await ownBatch(request, request.params.id)
    if (status === 'applied' || status === 'undone') throw new Problem('import-applied')
    await removeBatch(db, id)
    return reply.code(204).send()
  })

  async function ownBatch(request: FastifyRequest, id: number) {
    importerOf(request)
    const batch = await requireBatch(db, id)
    importerOf(request, batch.kind)
    return batch
  }
}

/** A file changes what all teams see, so it takes somebody who sees all; people are the administrator's. */
function importerOf(request: FastifyRequest, kind?: ImportKind): Caller {
  const caller = callerOf(request)
  if (!caller.scope.everything) throw new Problem('scope-forbidden', 'imports touch every team')
  if (kind === 'people' && caller.role !== 'administrator') throw new Problem('role-forbidden')
  return caller
}
