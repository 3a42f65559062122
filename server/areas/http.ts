import { Type } from 'typebox'
import { Area, AreaKind, areaKinds } from '../../shared/areas.ts'
import { deskRoles } from '../../shared/auth.ts'
import { isFresh, versionTag } from '../platform/cache-tag.ts'
import { FreshValues } from '../platform/fresh-values.ts'
import type { Feature } from '../platform/http.ts'
import { readSetting } from '../platform/settings.ts'
import { currentAreas, outlinesOf } from './queries.ts'

const tags = ['areas']

export const areas: Feature = async (app, { db }) => {
  /** By kind: to simplify a city takes longer than to send it. */
  const outlines = new FreshValues<string>(areaKinds.length)

  app.get(
    '/areas',
    {
      config: { roles: deskRoles },
      schema: {
        tags,
        querystring: Type.Object({ kind: Type.Optional(AreaKind) }),
        response: { 200: Type.Array(Area) },
      },
    },
    (request) => currentAreas(db, request.query.kind),
  )

  app.get(
    '/areas.geojson',
    {
      config: { roles: deskRoles },
      schema: { tags, querystring: Type.Object({ kind: AreaKind }) },
    },
    async (request, reply) => {
      const { kind } = request.query
      const version = (await readSetting<string>(db, 'areas-version')) ?? ''
      if (isFresh(request, reply, versionTag(kind, version))) return reply.code(304).send()
      const text = await outlines.get(kind, version, () => outlinesOf(db, kind))
      return reply.type('application/geo+json').send(text)
    },
  )
}
