import type { Sketch } from './draw-map.ts'

type Tags = Record<string, string>
const each = (key: string, values: string, more: Tags = {}): Tags[] =>
  values
    .trim()
    .split(/\s+/)
    .map((value) => ({ [key]: value, ...more }))

/** What the schema draws as areas. */
const areas: Tags[] = [
  ...each('landuse', 'forest grass meadow orchard vineyard allotments cemetery village_green'),
  ...each('landuse', 'recreation_ground greenhouse_horticulture plant_nursery residential'),
  ...each('landuse', 'industrial commercial garages retail railway landfill quarry brownfield'),
  ...each('landuse', 'greenfield farmyard farmland construction reservoir basin'),
  ...each('natural', 'wood sand beach heath scrub grassland bare_rock scree shingle glacier'),
  ...each('wetland', 'swamp bog string_bog wet_meadow marsh', { natural: 'wetland' }),
  ...each('leisure', 'golf_course park garden playground miniature_golf sports_centre'),
  ...each('amenity', 'grave_yard university college school hospital prison parking'),
  { amenity: 'bicycle_parking' },
  { military: 'danger_area' },
  { natural: 'water', name: '湖' },
  { natural: 'water', water: 'river' },
  ...each('waterway', 'dock canal dam'),
  ...each('man_made', 'pier breakwater groyne bridge'),
  ...each('highway', 'pedestrian service', { area: 'yes', name: '广场' }),
  ...each('area:aeroway', 'runway taxiway'),
  { building: 'yes', 'addr:housenumber': '7' },
]

/** And as lines. */
const lines: Tags[] = [
  ...each('highway', 'motorway trunk primary secondary tertiary', { name: '路', oneway: 'yes' }),
  ...each('highway', 'unclassified residential living_street pedestrian service track', {
    name: '路',
  }),
  ...each('highway', 'busway bus_guideway footway path cycleway steps'),
  ...each('highway', 'motorway_link trunk_link primary_link secondary_link tertiary_link'),
  ...each('aeroway', 'runway taxiway'),
  ...each('railway', 'rail narrow_gauge tram light_rail funicular subway monorail'),
  ...each('waterway', 'river canal stream ditch', { name: '河' }),
  { waterway: 'dam' },
  ...each('man_made', 'pier breakwater groyne'),
  ...each('aerialway', 'cable_car gondola goods chair_lift drag_lift t-bar j-bar platter'),
  { aerialway: 'rope_tow' },
  { route: 'ferry', name: '轮渡' },
  { boundary: 'administrative', admin_level: '4' },
]

const points: Tags[] = [
  ...each('place', 'city town village hamlet suburb quarter neighbourhood island', { name: '地' }),
  { place: 'city', capital: 'yes', name: '京' },
  { place: 'city', capital: '4', name: '省会' },
  { highway: 'motorway_junction', ref: '12' },
  ...each('highway', 'bus_stop'),
  ...each('railway', 'station halt tram_stop'),
  ...each('aeroway', 'aerodrome helipad'),
  ...each('amenity', 'restaurant bank place_of_worship', { name: '店' }),
]

/** One object of each kind that the schema knows, side by side, and a province around them. */
export function everything(sketch: Sketch): void {
  const cell = (index: number): [number, number] => [
    ((index % 12) - 6) * 60,
    (Math.floor(index / 12) - 7) * 60,
  ]
  let index = 0
  for (const tags of areas) sketch.way(sketch.square(20, cell(index++)), tags)
  for (const tags of lines) {
    const [east, north] = cell(index++)
    sketch.way([[east - 20, north], [east + 20, north + 10]], tags) // prettier-ignore
  }
  for (const tags of points) sketch.node(...cell(index++), tags)
  const border = sketch.way(sketch.square(1800))
  const province = { boundary: 'administrative', admin_level: '4', name: '某省' }
  sketch.relation([[border, 'outer']], { type: 'boundary', ...province })
}
