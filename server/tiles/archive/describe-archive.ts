import type { Bbox } from '../../../shared/geo.ts'
import type { BaseMapDescription, MapSource, VectorSchema } from '../../../shared/tiles.ts'
import type { TileArchive } from './tile-archive.ts'

/** Layers that only one of the schemas has: what a map must have of them to be of it. */
const signatures: Readonly<Record<VectorSchema, readonly string[]>> = {
  shortbread: ['streets', 'water_polygons', 'street_labels', 'place_labels'],
  openmaptiles: ['transportation', 'transportation_name', 'place', 'water_name'],
  protomaps: ['earth', 'roads', 'places'],
}

export type DrawnMap = Exclude<BaseMapDescription, { kind: 'none' }>

/** What a screen needs to draw it. @throws Error in words when it cannot be drawn */
export function describeArchive(
  archive: TileArchive,
  version: string,
  source: MapSource,
): DrawnMap {
  const { header, metadata } = archive
  const drawn = {
    source,
    version,
    minZoom: header.minZoom,
    maxZoom: header.maxZoom,
    bounds: archive.bbox,
    attribution: attributionOf(metadata),
  }
  if (archive.imageType !== undefined)
    return { kind: 'raster', tileSize: tileSizeOf(metadata), layers: 1, ...drawn }
  const schema = schemaOf(metadata)
  if (!schema)
    throw new Error('its layers are of no known schema (Shortbread, OpenMapTiles, Protomaps)')
  return { kind: 'vector', schema, ...drawn }
}

function schemaOf(metadata: TileArchive['metadata']): VectorSchema | undefined {
  const layers = new Set(layerIds(metadata))
  const schemas = Object.entries(signatures) as [VectorSchema, readonly string[]][]
  const counted = schemas.map(
    ([schema, names]) => [schema, names.filter((name) => layers.has(name)).length] as const,
  )
  const [best] = counted.toSorted(([, a], [, b]) => b - a)
  return best && best[1] > 0 ? best[0] : undefined
}

function layerIds({ vector_layers: layers }: TileArchive['metadata']): string[] {
  if (!Array.isArray(layers)) return []
  return layers.flatMap((layer: unknown) =>
    typeof layer === 'object' && layer !== null && 'id' in layer && typeof layer.id === 'string'
      ? [layer.id]
      : [],
  )
}

/** Pixels across an image: the metadata says, or it is the usual size. */
function tileSizeOf(metadata: TileArchive['metadata']): number {
  const told = Number(metadata['tileSize'] ?? metadata['tile_size'])
  return told === 512 ? 512 : 256
}

function attributionOf({ attribution }: TileArchive['metadata']): string {
  return typeof attribution === 'string' ? attribution.slice(0, 500) : ''
}

/** Where the map wants to be looked at first: our own files tell it, others are looked at as a whole. */
export function viewOf(archive: TileArchive): Bbox {
  const told: unknown = archive.metadata['view']
  const isBox = Array.isArray(told) && told.length === 4 && told.every(Number.isFinite)
  return isBox ? (told as unknown as Bbox) : archive.bbox
}
