import type { LngLat } from '../../../shared/geo.ts'
import { makeRoadTables, type MadeRoads } from '../../../server/roads/engine/make-road-tables.ts'
import { RoadEngine } from '../../../server/roads/engine/road-engine.ts'
import { drawMap, feedOf, type Legend, type OsmMap } from './ascii-map.ts'

/** The engine over a drawn map, asked for places by its letters. */
export class LetteredEngine {
  readonly map: OsmMap
  readonly made: MadeRoads
  readonly engine: RoadEngine

  private constructor(map: OsmMap, made: MadeRoads) {
    this.map = map
    this.made = made
    this.engine = new RoadEngine(made.tables)
  }

  static async draw(drawing: string, legend?: Legend): Promise<LetteredEngine> {
    const map = drawMap(drawing, legend)
    return new LetteredEngine(map, await makeRoadTables(feedOf(map)))
  }

  /** `a` is the place of a letter; `ab 1/4` is a quarter of the way from a to b. */
  at(place: string): LngLat {
    const [letters = '', share = '0/1'] = place.split(' ')
    const [part = 0, whole = 1] = share.split('/').map(Number)
    const [from, to] = [letters[0], letters[1] ?? letters[0]].map((letter) => {
      const node = this.map.nodes.find(({ id }) => id === letter?.charCodeAt(0))
      if (!node) throw new Error(`there is no ${letter}`)
      return node
    }) as [OsmMap['nodes'][0], OsmMap['nodes'][0]]
    const mix = (a: number, b: number) => (a + ((b - a) * part) / whole) / 1e7
    return [mix(from.lng, to.lng), mix(from.lat, to.lat)]
  }

  all(places: readonly string[]): LngLat[] {
    return places.map((place) => this.at(place))
  }
}
