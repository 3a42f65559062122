import { Type, type Static } from 'typebox'
import { Problem } from '../platform/problem.ts'

/** Path parameters of a tile, XYZ scheme, y downwards. */
export const TileAddress = Type.Object({
  z: Type.Integer({ minimum: 0, maximum: 22 }),
  x: Type.Integer({ minimum: 0 }),
  y: Type.Integer({ minimum: 0 }),
})
export type TileAddress = Static<typeof TileAddress>

/** @throws Problem input-invalid for a tile beyond the edge of the world */
export function requireTile({ z, x, y }: TileAddress): void {
  if (x >= 2 ** z || y >= 2 ** z) throw new Problem('input-invalid', 'no such tile')
}

/** Units across a tile in the encoded geometry, by custom of the vector tile specification. */
export const EXTENT_BITS = 12
export const EXTENT = 2 ** EXTENT_BITS
