import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Scope } from '../../shared/auth.ts'
import { Bbox } from '../../shared/geo.ts'
import { Nullable } from '../../shared/schema.ts'
import { callerOf } from '../auth/index.ts'
import { isFresh, versionTag } from '../platform/cache-tag.ts'
import type { Feature } from '../platform/http.ts'
import { readSetting } from '../platform/settings.ts'
import { BASE_MAX_ZOOM, BaseMap } from './base-map.ts'
import { FreshValues } from '../platform/fresh-values.ts'
import { mapExtent, retailerPoints } from './queries.ts'
import { RetailerIndex } from './retailer-index.ts'
import { requireTile, TileAddress } from './tile-address.ts'

const tags = ['tiles']

/** Scopes whose shops are kept ready at once: about 30 MB each at 50,000 shops. */
const SCOPES = 8

/** Vector tiles, encoded here: the embedded database cannot (no ST_AsMVT). */
export const tiles: Feature = async (app, { db }) => {
  const indexes = new FreshValues<RetailerIndex>(SCOPES)
  const baseMaps = new FreshValues<BaseMap>(1)

  app.get(
    '/tiles/retailers/:z/:x/:y.mvt',
    { config: { roles: 'signed-in' }, schema: { tags, params: TileAddress } },
    async (request, reply) => {
      requireTile(request.params)
      const { scope } = callerOf(request)
      const key = scopeKey(scope)
      const version = (await readSetting<string>(db, 'retailers-version')) ?? ''
      if (isFresh(request, reply, versionTag(key, version))) return reply.code(304).send()
      const index = await indexes.get(
        key,
        version,
        async () => new RetailerIndex(await retailerPoints(db, scope)),
      )
      return sendTile(reply, index.encodeTile(request.params))
    },
  )

  app.get(
    '/tiles/base/:z/:x/:y.mvt',
    {
      config: { roles: 'signed-in' },
      schema: {
        tags,
        params: Type.Interface([TileAddress], {
          z: Type.Integer({ minimum: 0, maximum: BASE_MAX_ZOOM }),
        }),
      },
    },
    async (request, reply) => {
      requireTile(request.params)
      const version = (await readSetting<string>(db, 'base-map-version')) ?? ''
      if (isFresh(request, reply, versionTag('base', version))) return reply.code(304).send()
      const baseMap = await baseMaps.get('base', version, () => Promise.resolve(new BaseMap(db)))
      return sendTile(reply, await baseMap.encodeTile(request.params))
    },
  )

  app.get(
    '/tiles/bounds',
    {
      config: { roles: 'signed-in' },
      schema: { tags, response: { 200: Type.Object({ bbox: Nullable(Bbox) }) } },
    },
    async (request) => ({ bbox: await mapExtent(db, callerOf(request).scope) }),
  )
}

/** Equal for callers who see the same shops. */
function scopeKey({ everything, teamIds, areaIds }: Scope): string {
  if (everything) return 'everything'
  const sorted = (ids: readonly number[]) => ids.toSorted((a, b) => a - b).join()
  return `teams ${sorted(teamIds)} areas ${sorted(areaIds)}`
}

function sendTile(reply: FastifyReply, tile: Uint8Array | undefined): FastifyReply {
  if (!tile || tile.byteLength === 0) return reply.code(204).send()
  return reply.type('application/vnd.mapbox-vector-tile').send(Buffer.from(tile))
}
