import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { Bbox } from '../../shared/geo.ts'
import { Nullable } from '../../shared/schema.ts'
import { callerOf } from '../auth/index.ts'
import { isFresh, versionTag } from '../platform/cache-tag.ts'
import type { Feature } from '../platform/http.ts'
import { readSetting } from '../platform/settings.ts'
import { BASE_MAX_ZOOM, BaseMap } from './base-map.ts'
import { FreshValues } from '../platform/fresh-values.ts'
import { mapExtent } from './queries.ts'
import { RetailerTiles, scopeKey } from './retailer-tiles.ts'
import { requireTile, TileAddress } from './tile-address.ts'

const tags = ['tiles']

/** Vector tiles, encoded here: the embedded database cannot (no ST_AsMVT). */
export const tiles: Feature = async (app, { db }) => {
  const retailerTiles = new RetailerTiles(db)
  const baseMaps = new FreshValues<BaseMap>(1)
  app.addHook('onClose', () => retailerTiles.close())

  app.get(
    '/tiles/retailers/:z/:x/:y.mvt',
    { config: { roles: 'signed-in' }, schema: { tags, params: TileAddress } },
    async (request, reply) => {
      requireTile(request.params)
      const { scope } = callerOf(request)
      const version = (await readSetting<string>(db, 'retailers-version')) ?? ''
      if (isFresh(request, reply, versionTag(scopeKey(scope), version)))
        return reply.code(304).send()
      return sendTile(reply, await retailerTiles.encodeTile(scope, version, request.params))
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

function sendTile(reply: FastifyReply, tile: Uint8Array): FastifyReply {
  if (tile.byteLength === 0) return reply.code(204).send()
  return reply.type('application/vnd.mapbox-vector-tile').send(Buffer.from(tile))
}
