import { dirname } from 'node:path'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { Bbox } from '../../shared/geo.ts'
import { Nullable } from '../../shared/schema.ts'
import { callerOf } from '../auth/index.ts'
import { isFresh, versionTag } from '../platform/cache-tag.ts'
import type { Feature, Parts } from '../platform/http.ts'
import { readSetting } from '../platform/settings.ts'
import { viewOf } from './archive/describe-archive.ts'
import { BaseMaps, ownMapPath } from './base-maps.ts'
import { baseMapDoors } from './http-base.ts'
import { pictureDoors } from './http-raster.ts'
import { mapExtent } from './queries.ts'
import { Pictures } from './raster/pictures.ts'
import { removeDrafts } from './receive-map.ts'
import { RetailerTiles, scopeKey } from './retailer-tiles.ts'
import { requireTile, TileAddress } from './tile-address.ts'

const tags = ['tiles']

export interface TilesOptions extends Parts {
  /** The file of the imported base map, while there is one. */
  readonly mapPath: () => string | undefined
}

/** Vector tiles, encoded here: the embedded database cannot (no ST_AsMVT). */
export const tiles: Feature<TilesOptions> = async (app, { mapPath, ...parts }) => {
  const { db, config } = parts
  const retailerTiles = new RetailerTiles(db)
  await removeDrafts(dirname(ownMapPath(config.dataDir)))
  const maps = new BaseMaps({ dataDir: config.dataDir, imported: mapPath, log: app.log })
  app.addHook('onClose', async () => {
    await retailerTiles.close()
    await maps.close()
  })
  const pictures = new Pictures(db)
  await app.register(baseMapDoors, { ...parts, maps, pictures })
  await app.register(pictureDoors, { ...parts, maps, pictures })

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
    '/tiles/bounds',
    {
      config: { roles: 'signed-in' },
      schema: { tags, response: { 200: Type.Object({ bbox: Nullable(Bbox) }) } },
    },
    async (request) => {
      const view = await maps.use((map) => map && viewOf(map.archive))
      return { bbox: await mapExtent(db, callerOf(request).scope, view) }
    },
  )
}

function sendTile(reply: FastifyReply, tile: Uint8Array): FastifyReply {
  if (tile.byteLength === 0) return reply.code(204).send()
  return reply.type('application/vnd.mapbox-vector-tile').send(Buffer.from(tile))
}
