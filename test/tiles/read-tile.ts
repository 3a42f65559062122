import { VectorTile } from '@mapbox/vector-tile'
import type { LightMyRequestResponse } from 'fastify'
import { PbfReader } from 'pbf'

/** The part of an answer that is read here. */
type TileAnswer = Pick<LightMyRequestResponse, 'statusCode' | 'rawPayload'>

export interface TilePoint {
  id: number | undefined
  properties: Record<string, string | number | boolean>
  /** In units of the extent; outside 0…4095 it belongs to a neighbour and is only drawn over the edge. */
  x: number
  y: number
}

/** The features of a tile's layer, decoded by the reader that MapLibre uses; none for a 204. */
export function readLayer(answer: TileAnswer, name: string): TilePoint[] {
  if (answer.statusCode === 204) return []
  const layer = new VectorTile(new PbfReader(answer.rawPayload)).layers[name]
  return Array.from({ length: layer?.length ?? 0 }, (_, index) => {
    const feature = layer?.feature(index)
    const point = feature?.loadGeometry()[0]?.[0]
    if (!feature || !point) throw new Error('a tile feature without geometry')
    return { id: feature.id, properties: feature.properties, x: point.x, y: point.y }
  })
}

/** Those whose place is in this very tile. */
export const within = (points: TilePoint[]) =>
  points.filter(({ x, y }) => x >= 0 && x < 4096 && y >= 0 && y < 4096)

/** The tile that a place lies in. */
export function tileOf([lng, lat]: readonly [number, number], z: number): { x: number; y: number } {
  const sin = Math.sin((lat * Math.PI) / 180)
  const side = 2 ** z
  return {
    x: Math.floor((lng / 360 + 0.5) * side),
    y: Math.floor((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * side),
  }
}
