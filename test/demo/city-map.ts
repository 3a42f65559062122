import { booleanPointInPolygon, polygon } from '@turf/turf'
import type { Feature, Polygon, Position } from 'geojson'
import type { DemoCity } from '../../server/demo/city/index.ts'

export type CityMap = DemoCity['map']
export type CityWay = CityMap['ways'][number]

/** Reads a drawn city the way a router or a painter would. */
export class MapReader {
  readonly streets: CityWay[]
  private readonly map: CityMap
  private readonly waters: Feature<Polygon>[]

  constructor(map: CityMap) {
    this.map = map
    this.streets = map.ways.filter(({ tags }) => tags['highway'] !== undefined)
    const ways = new Map(map.ways.map((way) => [way.id, way]))
    const ringsOfSea = map.relations
      .filter(({ tags }) => tags['natural'] === 'water')
      .map(({ members }) => members.flatMap(({ ref }) => ways.get(ref) ?? []))
    const ponds = map.ways.filter(({ tags }) => tags['natural'] === 'water').map((way) => [way])
    this.waters = [...ringsOfSea, ...ponds].map((rings) =>
      polygon(rings.map((ring) => this.lineOf(ring))),
    )
  }

  lineOf({ refs }: CityWay): Position[] {
    return refs.map((ref) => this.positionOf(ref))
  }

  positionOf(id: number): Position {
    const node = this.map.nodes[id - 1]
    if (node?.id !== id) throw new Error(`no node ${String(id)}`)
    return [node.lng, node.lat]
  }

  isWet(point: Position): boolean {
    return this.waters.some((water) =>
      booleanPointInPolygon(point, water, { ignoreBoundary: true }),
    )
  }
}
