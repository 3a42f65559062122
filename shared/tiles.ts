import { Type, type Static } from 'typebox'

/** How vector tiles name what is in them. */
export const vectorSchemas = ['shortbread', 'openmaptiles', 'protomaps'] as const
export type VectorSchema = (typeof vectorSchemas)[number]

const drawn = {
  /** Changes with every other set of tiles. */
  version: Type.String(),
  minZoom: Type.Integer(),
  /** The deepest tiles there are; a map that goes closer enlarges them. */
  maxZoom: Type.Integer(),
  /** Whose data it is, as text with links (`<a href="…">`), to be shown wherever it is drawn. */
  attribution: Type.String(),
}

/** What the map draws under everything: our tiles at `/tiles/base/{z}/{x}/{y}.mvt`, or pictures at `/tiles/raster/{z}/{x}/{y}`. */
export const BaseMapDescription = Type.Union([
  Type.Object({ kind: Type.Literal('none'), version: Type.String() }),
  Type.Object({ kind: Type.Literal('vector'), schema: Type.Enum(vectorSchemas), ...drawn }),
  Type.Object({ kind: Type.Literal('raster'), tileSize: Type.Integer(), ...drawn }),
])
export type BaseMapDescription = Static<typeof BaseMapDescription>
