import type { OsmTags } from './osm-draft.ts'
import type { StreetKind } from './planar-map.ts'
import type { Name } from './names.ts'

const built: Record<StreetKind, OsmTags> = {
  trunk: { highway: 'trunk', maxspeed: '80', lanes: '3' },
  primary: { highway: 'primary', maxspeed: '60', lanes: '4' },
  secondary: { highway: 'secondary', maxspeed: '50', lanes: '2' },
  tertiary: { highway: 'tertiary', maxspeed: '40' },
  residential: { highway: 'residential' },
  footway: { highway: 'footway' },
}

/** A lane of the old town: for walkers, and for those who deliver on two wheels. */
export const laneTags: OsmTags = { highway: 'pedestrian', bicycle: 'yes' }

export const streetTags = (kind: StreetKind): OsmTags => built[kind]

/** The largest first. */
export const streetRank = (kind: StreetKind): number => Object.keys(built).indexOf(kind)

export const nameTags = ({ name, nameEn }: Name): OsmTags => ({
  name,
  'name:zh': name,
  'name:en': nameEn,
})
