import type { Tags } from '../../osm/index.ts'

/** Layers of the Shortbread schema 1.0 (shortbread-tiles.org/schema/1.0), in the order tiles hold them. */
export const layerNames = [
  'ocean',
  'water_polygons',
  'water_polygons_labels',
  'water_lines',
  'water_lines_labels',
  'dam_lines',
  'dam_polygons',
  'pier_lines',
  'pier_polygons',
  'boundaries',
  'boundary_labels',
  'place_labels',
  'land',
  'sites',
  'buildings',
  'addresses',
  'streets',
  'street_polygons',
  'street_labels',
  'streets_polygons_labels',
  'street_labels_points',
  'bridges',
  'aerialways',
  'ferries',
  'public_transport',
  'pois',
] as const
export type LayerName = (typeof layerNames)[number]

export const MAX_ZOOM = 14

export type Properties = Readonly<Record<string, string | number | boolean>>

/** How a feature uses the geometry of what it was read from. `centre` is a label's place within an area. */
export type Form = 'point' | 'line' | 'area' | 'centre'

/** A feature before its geometry is known. */
export interface Draft {
  readonly layer: LayerName
  readonly form: Form
  readonly minZoom: number
  /** MAX_ZOOM when absent. */
  readonly maxZoom?: number
  readonly properties: Properties
  /** Features of a layer are written in ascending order of it; areas without one from the largest to the smallest. */
  readonly order?: number
  /** The area is told as `way_area`, and decides the order of labels. */
  readonly measured?: boolean
  /** Lines of equal properties that meet end to end become one. */
  readonly merged?: boolean
}

/** Which drafts an object's tags ask for, given that its geometry can have the form. */
export type Rule = (tags: Tags, form: 'point' | 'line' | 'area') => Draft[]

/** Looks up the first of several keys whose value a table knows. */
export function kindOf<T>(
  tags: Tags,
  tables: Readonly<Record<string, Readonly<Record<string, T>>>>,
): { kind: string; entry: T } | undefined {
  for (const [key, table] of Object.entries(tables)) {
    const kind = tags[key]
    if (kind === undefined || !Object.hasOwn(table, kind)) continue
    return { kind, entry: table[kind] as T }
  }
  return undefined
}
