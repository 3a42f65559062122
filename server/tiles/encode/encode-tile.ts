import { layerNames } from '../shortbread/index.ts'
import type { CutTiles } from '../draw/cut-tiles.ts'
import { EXTENT } from '../tile-address.ts'
import type { Attributes } from './attributes.ts'
import { ByteWriter } from './byte-writer.ts'

/** Field numbers of the vector tile specification 2.1. */
const TILE_LAYER = 3
const layerFields = { name: 1, feature: 2, key: 3, value: 4, extent: 5, version: 15 } as const
const featureFields = { tags: 2, type: 3, geometry: 4 } as const

/** Writes tiles one after the other in the same room. */
export class TileEncoder {
  private readonly tile = new ByteWriter()
  private readonly layer = new ByteWriter()
  private readonly feature = new ByteWriter()
  private readonly tags = new ByteWriter()
  private keys = new Map<number, number>()
  private values = new Map<number, number>()
  private open = -1

  /** @returns bytes that are valid until the next tile */
  encode(cut: CutTiles, tile: number): Uint8Array {
    const { features } = cut
    this.tile.clear()
    this.open = -1
    cut.forEachPiece(tile, (number, geometry) => {
      const layer = features.layers.at(number)
      if (layer !== this.open) this.changeLayer(features.attributes, layer)
      const set = features.sets.at(number)
      this.writeFeature(features.attributes, set, features.types.at(number), geometry)
    })
    this.changeLayer(features.attributes, -1)
    return this.tile.view()
  }

  private changeLayer(attributes: Attributes, next: number): void {
    const { layer } = this
    if (this.open !== -1) {
      for (const key of this.keys.keys())
        layer.field(layerFields.key, attributes.keys[key] as string)
      for (const value of this.values.keys())
        layer.field(layerFields.value, attributes.values[value] as Uint8Array)
      layer.number(layerFields.extent, EXTENT)
      layer.number(layerFields.version, 2)
      this.tile.field(TILE_LAYER, layer.view())
    }
    this.open = next
    layer.clear()
    this.keys.clear()
    this.values.clear()
    if (next !== -1) layer.field(layerFields.name, layerNames[next] as string)
  }

  private writeFeature(
    attributes: Attributes,
    set: number,
    type: number,
    geometry: Uint8Array,
  ): void {
    const { feature, tags } = this
    tags.clear()
    for (let i = attributes.starts.at(set); i < attributes.starts.at(set + 1); i += 2) {
      tags.varint(localNumber(this.keys, attributes.pairs.at(i)))
      tags.varint(localNumber(this.values, attributes.pairs.at(i + 1)))
    }
    feature.clear()
    if (tags.length > 0) feature.field(featureFields.tags, tags.view())
    feature.number(featureFields.type, type)
    feature.field(featureFields.geometry, geometry)
    this.layer.field(layerFields.feature, feature.view())
  }
}

/** Keys and values are numbered anew in each layer of each tile, in order of use. */
function localNumber(numbers: Map<number, number>, item: number): number {
  const known = numbers.get(item)
  if (known !== undefined) return known
  numbers.set(item, numbers.size)
  return numbers.size - 1
}
