import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { roles as everybody, type Role } from '../../shared/auth.ts'
import { BaseMapDescription } from '../../shared/tiles.ts'
import { callerOf, requireEverything } from '../auth/index.ts'
import { audit } from '../platform/audit.ts'
import { isFresh, versionTag } from '../platform/cache-tag.ts'
import type { Feature, Parts } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import { unpackTile, type StoredTile } from './archive/tile-archive.ts'
import { ownMapPath, type BaseMaps } from './base-maps.ts'
import type { Pictures } from './raster/pictures.ts'
import { receiveMap } from './receive-map.ts'
import { requireTile, TileAddress } from './tile-address.ts'

export interface BaseOptions extends Parts {
  readonly maps: BaseMaps
  readonly pictures: Pictures
}

const tags = ['tiles']
const roles: readonly Role[] = ['administrator']

/** Named in a tile's address, it makes the answer one that never changes. */
export const TileVersion = Type.Object({ v: Type.Optional(Type.String({ maxLength: 40 })) })

/** The base map: what it is, its tiles, and a map file of one's own in its place. */
export const baseMapDoors: Feature<BaseOptions> = async (app, options) => {
  const { db, config, announce, maps, pictures } = options

  app.get(
    '/tiles/base',
    {
      config: { roles: 'signed-in' },
      schema: { tags, response: { 200: BaseMapDescription } },
    },
    async () => {
      const about = (await pictures.describe()) ?? (await maps.use((map) => map?.about))
      return about ?? { kind: 'none' as const, version: 'none' }
    },
  )

  app.get(
    '/tiles/base/:z/:x/:y.mvt',
    {
      config: { roles: 'signed-in' },
      schema: { tags, params: TileAddress, querystring: TileVersion },
    },
    async (request, reply) => {
      requireTile(request.params)
      return maps.use(async (map) => {
        if (map?.about.kind !== 'vector') return reply.code(204).send()
        if (isKnown(request, reply, map.about.version)) return reply.code(304).send()
        const tile = await map.archive.tile(request.params)
        if (!tile) return reply.code(204).send()
        void reply.type('application/vnd.mapbox-vector-tile')
        return sendStored(request, reply, tile)
      })
    },
  )

  await app.register(async (files) => {
    // The body is passed on as it comes in: a map may be larger than the memory.
    files.addContentTypeParser('application/octet-stream', (_request, body, done) =>
      done(null, body),
    )
    files.put(
      '/tiles/base/file',
      {
        config: { roles },
        schema: {
          tags,
          summary: 'A PMTiles file of one’s own as the base map, in place of the imported one',
          consumes: ['application/octet-stream'],
          response: { 200: BaseMapDescription },
        },
      },
      async (request) => {
        const { personId } = administratorOf(request)
        const { dataDir, maxRoadsBytes } = config
        await receiveMap(fileOf(request, maxRoadsBytes), ownMapPath(dataDir), maxRoadsBytes)
        await audit(db, { personId, action: 'map-file-set', ip: request.ip })
        changed()
        return maps.use((map) => {
          if (!map) throw new Problem('map-unreadable', 'it was there a moment ago')
          return map.about
        })
      },
    )
  })

  app.delete(
    '/tiles/base/file',
    { config: { roles }, schema: { tags } },
    async (request, reply) => {
      const { personId } = administratorOf(request)
      await rm(ownMapPath(config.dataDir), { force: true })
      await audit(db, { personId, action: 'map-file-removed', ip: request.ip })
      changed()
      return reply.code(204).send()
    },
  )

  function changed(): void {
    announce('map:changed', [], { roles: everybody })
  }
}

/** The base map belongs to the whole installation. */
export function administratorOf(request: FastifyRequest) {
  const caller = callerOf(request)
  requireEverything(caller)
  return caller
}

/** @throws Problem input-invalid, input-too-large: before anything of it is read */
function fileOf({ body, headers }: FastifyRequest, maxBytes: number): Readable {
  if (!(body instanceof Readable))
    throw new Problem('input-invalid', 'a PMTiles file as application/octet-stream')
  if (Number(headers['content-length']) > maxBytes)
    throw new Problem('input-too-large', 'larger than MAX_ROADS_MB')
  return body
}

/** A tile asked for by the version in use stays as it is for ever; any other is asked about again. */
export function isKnown(request: FastifyRequest, reply: FastifyReply, version: string): boolean {
  const known = isFresh(request, reply, versionTag('base', version))
  const { v } = request.query as { v?: string }
  if (v === version) void reply.header('cache-control', 'private, max-age=31536000, immutable')
  return known
}

/** Packed as it lies in the file, for whoever can unpack it. */
async function sendStored(
  request: FastifyRequest,
  reply: FastifyReply,
  tile: StoredTile,
): Promise<FastifyReply> {
  if (!tile.gzipped) return reply.send(tile.bytes)
  void reply.header('vary', 'accept-encoding')
  const accepted = request.headers['accept-encoding'] ?? ''
  if (!/\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accepted))
    return reply.send(await unpackTile(tile).catch(refuseTile))
  return reply.header('content-encoding', 'gzip').send(tile.bytes)
}

function refuseTile(error: Error): never {
  throw new Problem('map-unreadable', `a tile of it: ${error.message}`)
}
