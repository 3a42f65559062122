import { GeoJSONVT, type GeoJSONVTTile } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Db } from '../platform/database/index.ts'
import { minZoomOf } from './min-zoom.ts'
import { FreshValues } from '../platform/fresh-values.ts'
import { baseFeatures, baseKinds } from './queries.ts'
import { RecentTiles } from './recent-tiles.ts'
import { EXTENT, type TileAddress } from './tile-address.ts'

/** The deepest tiles there are; a map that goes closer enlarges them. */
export const BASE_MAX_ZOOM = 16

const CACHE_BYTES = 32 * 1024 * 1024

/** Features of one layer that appear at the same zoom, cut into tiles when first needed. */
interface Band {
  readonly layer: string
  readonly minZoom: number
  readonly kinds: string[]
}

const keyOf = ({ layer, minZoom }: Band) => `${layer} ${minZoom}`

/** The base map in one state of its data. Low zooms never load the small kinds. */
export class BaseMap {
  private readonly db: Db
  private readonly bands = new FreshValues<Band[]>(1)
  private readonly indexes = new FreshValues<GeoJSONVT>(Infinity)
  private readonly encoded = new RecentTiles(CACHE_BYTES)

  constructor(db: Db) {
    this.db = db
  }

  /** @returns an empty array when nothing is there */
  async encodeTile(address: TileAddress): Promise<Uint8Array> {
    const key = `${address.z}/${address.x}/${address.y}`
    const known = this.encoded.get(key)
    if (known) return known
    const tile = await this.cutTile(address)
    this.encoded.put(key, tile)
    return tile
  }

  private async cutTile({ z, x, y }: TileAddress): Promise<Uint8Array> {
    const layers: Record<string, GeoJSONVTTile> = {}
    for (const band of await this.bands.get('bands', '', () => this.findBands())) {
      if (band.minZoom > z) continue
      const index = await this.indexes.get(keyOf(band), '', () => this.loadBand(band))
      const tile = index.getTile(z, x, y)
      if (!tile || tile.features.length === 0) continue
      const above = layers[band.layer]?.features ?? []
      layers[band.layer] = { ...tile, features: [...above, ...tile.features] }
    }
    if (Object.keys(layers).length === 0) return new Uint8Array()
    return fromGeojsonVt(layers, { version: 2, extent: EXTENT })
  }

  private async findBands(): Promise<Band[]> {
    const bands = new Map<string, Band>()
    for (const { layer, kind } of await baseKinds(this.db)) {
      const start: Band = { layer, minZoom: minZoomOf(layer, kind), kinds: [] }
      const band = bands.get(keyOf(start)) ?? start
      band.kinds.push(kind)
      bands.set(keyOf(band), band)
    }
    return [...bands.values()]
  }

  private async loadBand({ layer, kinds }: Band): Promise<GeoJSONVT> {
    const features = await baseFeatures(this.db, layer, kinds)
    return new GeoJSONVT(features, { maxZoom: BASE_MAX_ZOOM, extent: EXTENT, buffer: 64 })
  }
}
