import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { roles as everybody, type Role } from '../../shared/auth.ts'
import { Nullable } from '../../shared/schema.ts'
import { PictureMap } from '../../shared/tiles.ts'
import { audit } from '../platform/audit.ts'
import type { Feature } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import { administratorOf, TileVersion, type BaseOptions } from './http-base.ts'
import { pictureTypeOf } from './raster/fetch-picture.ts'
import { requireTile, TileAddress } from './tile-address.ts'

const tags = ['tiles']
const roles: readonly Role[] = ['administrator']
const response = { 200: Nullable(PictureMap) }

/** Pictures under the map: of a service outside, asked from here, or of a map file that holds pictures. */
export const pictureDoors: Feature<BaseOptions> = async (app, { db, announce, maps, pictures }) => {
  app.get('/tiles/base/pictures', { config: { roles }, schema: { tags, response } }, (request) => {
    administratorOf(request)
    return pictures.shown()
  })

  app.put(
    '/tiles/base/pictures',
    {
      config: { roles },
      schema: {
        tags,
        summary:
          'Pictures of a map service (XYZ, WMTS) in place of the own map; its host is your choice',
        body: PictureMap,
        response,
      },
    },
    async (request) => {
      administratorOf(request)
      await pictures.change(request.body)
      await changed(request, 'map-pictures-set')
      return pictures.shown()
    },
  )

  app.delete(
    '/tiles/base/pictures',
    { config: { roles }, schema: { tags } },
    async (request, reply) => {
      administratorOf(request)
      await pictures.remove()
      await changed(request, 'map-pictures-removed')
      return reply.code(204).send()
    },
  )

  app.get(
    '/tiles/raster/:layer/:z/:x/:y',
    {
      config: { roles: 'signed-in' },
      schema: {
        tags,
        params: Type.Interface([TileAddress], { layer: Type.Integer({ minimum: 0, maximum: 3 }) }),
        querystring: TileVersion,
      },
    },
    async (request, reply) => {
      requireTile(request.params)
      const { layer, ...address } = request.params
      const served = await pictures.picture(layer, address)
      if (served) return sendPicture(request, reply, served)
      const bytes = await maps.use(async (map) => {
        if (layer > 0 || map?.about.kind !== 'raster') throw new Problem('not-found')
        return (await map.archive.tile(address))?.bytes
      })
      return sendPicture(request, reply, bytes ?? Buffer.alloc(0))
    },
  )

  async function changed(request: FastifyRequest, action: string): Promise<void> {
    await audit(db, { personId: administratorOf(request).personId, action, ip: request.ip })
    announce('map:changed', [], { roles: everybody })
  }
}

/** A day is how long a service's picture may be older than it says. */
function sendPicture(request: FastifyRequest, reply: FastifyReply, bytes: Buffer): FastifyReply {
  void reply.header('cache-control', 'private, max-age=86400')
  const type = pictureTypeOf(bytes)
  if (!type) return reply.code(204).send()
  const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
  void reply.header('etag', tag).header('x-content-type-options', 'nosniff').type(type)
  if (request.headers['if-none-match'] === tag) return reply.code(304).send()
  return reply.send(bytes)
}
