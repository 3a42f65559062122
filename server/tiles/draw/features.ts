import { Attributes } from '../encode/attributes.ts'
import { layerNames, MAX_ZOOM, type Draft, type LayerName } from '../shortbread/index.ts'
import { growingBytes, growingFloats, growingIndexes } from '../shapes/growing.ts'
import { Shapes } from '../shapes/shapes.ts'
import type { Places } from '../shapes/places.ts'
import { WORLD } from '../shapes/world.ts'

/** Geometry types of the vector tile specification. */
export const POINT = 1
export const LINE = 2
export const POLYGON = 3

/** Square world units: a million tiles of the deepest zoom, as much as 2,000 km × 2,000 km. Nothing drawn is larger. */
export const LARGEST_AREA = 2 ** 20 * (WORLD / 2 ** MAX_ZOOM) ** 2

export const layerNumbers = new Map<LayerName, number>(
  layerNames.map((name, number) => [name, number]),
)

/** Everything that is drawn, in columns. */
export class Features {
  readonly attributes = new Attributes()
  readonly shapes: Shapes
  readonly layers = growingBytes()
  readonly types = growingBytes()
  readonly minZooms = growingBytes()
  readonly maxZooms = growingBytes()
  /** Number of the shape; of a point, the index of its place. */
  readonly geometry = growingIndexes()
  readonly sets = growingIndexes()
  private readonly orders = growingFloats()

  constructor(places: Places) {
    this.shapes = new Shapes(places)
  }

  get count(): number {
    return this.layers.length
  }

  /** @param order of the feature within its layer, when the draft gives none */
  add(draft: Draft, type: number, geometry: number, order = 0): void {
    this.layers.push(layerNumbers.get(draft.layer) as number)
    this.types.push(type)
    this.minZooms.push(draft.minZoom)
    this.maxZooms.push(draft.maxZoom ?? MAX_ZOOM)
    this.geometry.push(geometry)
    this.sets.push(this.attributes.add(draft.properties))
    this.orders.push(draft.order ?? order)
  }

  /** All features by layer, and within it by order; what is equal stays as it was added. */
  sorted(): Uint32Array {
    const layers = this.layers.array
    const orders = this.orders.array
    const numbers = Uint32Array.from({ length: this.count }, (_, number) => number)
    return numbers.sort(
      (a, b) =>
        (layers[a] as number) - (layers[b] as number) ||
        (orders[a] as number) - (orders[b] as number) ||
        a - b,
    )
  }
}
