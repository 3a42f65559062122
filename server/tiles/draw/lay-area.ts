import { labelPlace } from '../shapes/label-place.ts'
import { signedArea } from '../shapes/nest-rings.ts'
import { mercatorArea } from '../shapes/world.ts'
import type { Draft } from '../shortbread/index.ts'
import { LARGEST_AREA, POINT, POLYGON, type Features } from './features.ts'

/**
 * Gives an area to all that is drawn from it.
 * @param rings as `nestRings` gives them
 * @returns false when it is too large to be true, and nothing is drawn
 */
export function layArea(
  features: Features,
  drafts: readonly Draft[],
  rings: readonly number[][],
): boolean {
  const { places } = features.shapes
  const units = rings.reduce((sum, ring) => sum + signedArea(ring, places), 0)
  if (units > LARGEST_AREA) return false
  let shape: number | undefined
  for (const draft of drafts) {
    const told = draft.measured ? withArea(draft, mercatorArea(units)) : draft
    if (draft.form === 'centre') {
      const [x, y] = labelPlace(rings, places)
      features.add(told, POINT, places.add(x, y), draft.measured ? -units : 0)
    } else {
      shape ??= features.shapes.add(rings)
      features.add(told, POLYGON, shape, -units)
    }
  }
  return true
}

/** Schema: a country of two million square kilometres is labelled from zoom 2 on, the smallest from 5 on. */
const labelZooms: [squareMetres: number, zoom: number][] = [
  [2e12, 2],
  [7e11, 3],
  [1e11, 4],
]

function withArea(draft: Draft, area: number): Draft {
  if (draft.layer !== 'boundary_labels')
    return { ...draft, properties: { ...draft.properties, way_area: Math.round(area) } }
  const isState = draft.properties['admin_level'] === 4
  const minZoom = labelZooms.find(([least]) => area >= least)?.[1] ?? draft.minZoom
  return {
    ...draft,
    minZoom: isState ? Math.max(3, minZoom) : minZoom,
    // The schema tells hectares here.
    properties: { ...draft.properties, way_area: Math.round(area / 1e4) },
  }
}
