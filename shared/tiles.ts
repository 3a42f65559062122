import { Type, type Static } from 'typebox'
import { Bbox, Datum } from './geo.ts'

/** How vector tiles name what is in them. */
export const vectorSchemas = ['shortbread', 'openmaptiles', 'protomaps'] as const
export type VectorSchema = (typeof vectorSchemas)[number]

/** Made of the imported OpenStreetMap file, put there as a map file, or asked of a map service. */
export const mapSources = ['import', 'file', 'service'] as const
export type MapSource = (typeof mapSources)[number]

const drawn = {
  source: Type.Enum(mapSources),
  /** Changes with every other set of tiles. */
  version: Type.String(),
  minZoom: Type.Integer(),
  /** The deepest tiles there are; a map that goes closer enlarges them. */
  maxZoom: Type.Integer(),
  /** There are no tiles beyond. */
  bounds: Bbox,
  /** Whose data it is, as text with links (`<a href="…">`), to be shown wherever it is drawn. */
  attribution: Type.String(),
}

/** What the map draws under everything: our tiles at `/tiles/base/{z}/{x}/{y}.mvt`, or pictures. */
export const BaseMapDescription = Type.Union([
  Type.Object({ kind: Type.Literal('none'), version: Type.String() }),
  Type.Object({ kind: Type.Literal('vector'), schema: Type.Enum(vectorSchemas), ...drawn }),
  Type.Object({
    kind: Type.Literal('raster'),
    tileSize: Type.Integer(),
    /** So many pictures lie one above the other, at `/tiles/raster/{layer}/{z}/{x}/{y}`; 0 is the lowest. */
    layers: Type.Integer(),
    ...drawn,
  }),
])
export type BaseMapDescription = Static<typeof BaseMapDescription>

/** A service of map pictures, asked by the server so that its key stays there. */
export const PictureMap = Type.Object({
  /**
   * Addresses with `{z}`, `{x}` and `{y}` (or `{-y}`; or WMTS's `{TileMatrix}`, `{TileCol}`, `{TileRow}`), and `{s}` or
   * `{0-7}` where servers share the work; the lowest layer first. When told, keys are written as ***; sent back so, they
   * stay as they are.
   */
  templates: Type.Array(Type.String({ minLength: 10, maxLength: 1000 }), {
    minItems: 1,
    maxItems: 4,
  }),
  /** Pictures in GCJ-02 or BD-09 would lie hundreds of metres off and are refused. */
  datum: Datum,
  attribution: Type.String({ maxLength: 200 }),
  minZoom: Type.Integer({ minimum: 0, maximum: 22 }),
  maxZoom: Type.Integer({ minimum: 0, maximum: 22 }),
  tileSize: Type.Enum([256, 512]),
})
export type PictureMap = Static<typeof PictureMap>
