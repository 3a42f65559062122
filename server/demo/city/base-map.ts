import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'
import { closeRing, polygonOf } from './area-features.ts'
import type { Cell } from './districts.ts'
import { districts } from './districts.ts'
import { businessCentre } from './land-use.ts'
import type { CityPlan } from './city-plan.ts'
import type { BaseFeature } from './demo-city.ts'
import { NameBook } from './names.ts'
import { at, leftOf, minus, plus, ringArea, scaled, toLngLat, unit, type Point } from './plane.ts'
import { Random } from './random.ts'
import { halfWidth, type Street } from './streets.ts'

type BaseMapFeature = Feature<Geometry, BaseFeature>

const feature = (geometry: Geometry, properties: BaseFeature): BaseMapFeature => ({
  type: 'Feature',
  properties,
  geometry,
})
const line = (points: readonly Point[]): Geometry => ({
  type: 'LineString',
  coordinates: points.map(toLngLat),
})

/** The drawn city, in the layers of the Shortbread schema, lowest first. */
export function drawBaseMap(
  plan: CityPlan,
  cells: readonly Cell[],
  seed: string,
): FeatureCollection<Geometry, BaseFeature> {
  return {
    type: 'FeatureCollection',
    features: [
      ...drawLand(plan, seed),
      ...drawWater(plan, cells),
      ...plan.buildings.map(({ ring }) =>
        feature(
          { type: 'Polygon', coordinates: [closeRing(ring)] },
          { layer: 'buildings', kind: 'building' },
        ),
      ),
      ...plan.streets.all.flatMap((street) => drawStreet(plan, street)),
      ...drawLabels(plan, seed),
    ],
  }
}

/** Neighbouring blocks of one use become one shape. */
function drawLand(plan: CityPlan, seed: string): BaseMapFeature[] {
  const { map, landUse } = plan
  const book = new NameBook(new Random(`${seed}/parks`))
  const quarter = plan.blocks.quarter
  const seen = new Set<number>()
  const features: BaseMapFeature[] = []
  for (const [face, kind] of landUse.entries()) {
    if (kind === undefined || seen.has(face)) continue
    const group = new Set([face])
    for (const member of group) {
      for (const half of map.halfEdgesOf(member)) {
        const other = at(map.face, half ^ 1)
        const joins = kind === 'park' || quarter[other] === quarter[face]
        if (landUse[other] === kind && joins) group.add(other)
      }
    }
    for (const member of group) seen.add(member)
    const size = [...group].reduce((sum, member) => sum + ringArea(map.ringOf(member)), 0)
    const name = kind === 'park' && size > 40_000 ? book.invent('park') : {}
    features.push(feature(polygonOf(plan, [...group]), { layer: 'land', kind, ...name }))
  }
  return features
}

function drawWater(plan: CityPlan, cells: readonly Cell[]): BaseMapFeature[] {
  const { map, blocks, terrain } = plan
  const [island] = map.borderOf(new Set(cells.flatMap(({ faces }) => faces)))
  const sea: Position[] = [
    [164.6, 21.7],
    [165.4, 21.7],
    [165.4, 22.3],
    [164.6, 22.3],
    [164.6, 21.7],
  ]
  const coast = island ? closeRing(island).reverse() : []
  const wet = new Set(
    blocks.zone.flatMap((zone, face) => (zone === 'water' && face > 0 ? [face] : [])),
  )
  const inland = map.borderOf(wet).map((ring) => {
    const isRiver = ring.length > 300
    const kind = isRiver ? 'river' : 'lake'
    const name = isRiver
      ? { name: '澜江', nameEn: 'Lan River' }
      : { name: '镜湖', nameEn: 'Jing Lake' }
    return feature(
      { type: 'Polygon', coordinates: [closeRing(ring)] },
      { layer: 'water', kind, ...name },
    )
  })
  return [
    feature({ type: 'Polygon', coordinates: [sea, coast] }, { layer: 'water', kind: 'ocean' }),
    ...inland,
    feature(line(terrain.river.centre), {
      layer: 'water_lines',
      kind: 'river',
      name: '澜江',
      nameEn: 'Lan River',
    }),
  ]
}

/** A street in pieces: where it runs over water it is a bridge, with a deck. */
function drawStreet(plan: CityPlan, street: Street): BaseMapFeature[] {
  const { map, streets } = plan
  const { kind, name, nameEn } = street
  const features: BaseMapFeature[] = []
  let piece: number[] = []
  const finish = (): void => {
    const [first] = piece
    if (first === undefined) return
    const points = [map.start(first), ...piece.map((half) => map.end(half))]
    const isBridge = streets.isBridge(first)
    const properties: BaseFeature = { layer: 'streets', kind, name, nameEn }
    features.push(feature(line(points), isBridge ? { ...properties, bridge: true } : properties))
    if (isBridge) features.push(drawDeck(points, street))
    piece = []
  }
  for (const half of street.halves) {
    const last = piece.at(-1)
    if (last !== undefined && streets.isBridge(last) !== streets.isBridge(half)) finish()
    piece.push(half)
  }
  finish()
  return features
}

function drawDeck(points: readonly Point[], { kind, name, nameEn }: Street): BaseMapFeature {
  const [from, to] = [at(points, 0), at(points, -1)]
  const aside = scaled(leftOf(unit(minus(to, from))), halfWidth[kind] + 3)
  const left = points.map((point) => plus(point, aside))
  const right = points.map((point) => minus(point, aside))
  const ring = closeRing([...right, ...left.reverse()])
  return feature(
    { type: 'Polygon', coordinates: [ring] },
    { layer: 'bridges', kind: 'bridge', name: `${name}桥`, nameEn: `${nameEn} Bridge` },
  )
}

function drawLabels(plan: CityPlan, seed: string): BaseMapFeature[] {
  const book = new NameBook(new Random(`${seed}/villages`))
  const label = (
    point: Point,
    kind: string,
    name: { name: string; nameEn: string },
  ): BaseMapFeature =>
    feature(
      { type: 'Point', coordinates: toLngLat(point) },
      { layer: 'place_labels', kind, name: name.name, nameEn: name.nameEn },
    )
  return [
    label(businessCentre, 'city', { name: '澜湾', nameEn: 'Lanwan' }),
    ...districts.map(({ seed: at, name, nameEn }) => label(at, 'suburb', { name, nameEn })),
    ...plan.terrain.villages.map((point) => label(point, 'village', book.invent('village'))),
  ]
}
