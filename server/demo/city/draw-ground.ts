import type { CityPlan } from './city-plan.ts'
import type { Cell } from './districts.ts'
import type { LandKind } from './land-use.ts'
import { NameBook, type Name } from './names.ts'
import type { OsmDraft, OsmTags } from './osm-draft.ts'
import { at, ringArea, type Ring } from './plane.ts'
import { Random } from './random.ts'
import { nameTags } from './street-tags.ts'

const river: Name = { name: '澜江', nameEn: 'Lan River' }
const lake: Name = { name: '镜湖', nameEn: 'Jing Lake' }

/** Square metres from which a park has a name. */
const namedPark = 40_000

/** The sea's outline far around the island, in metres of the plane. */
const seaMetres: Ring = [
  [-41_000, -33_000],
  [41_000, -33_000],
  [41_000, 33_000],
  [-41_000, 33_000],
]

export function drawGround(
  plan: CityPlan,
  draft: OsmDraft,
  cells: readonly Cell[],
  seed: string,
): void {
  drawLand(plan, draft, seed)
  drawWater(plan, draft, cells)
}

/** Neighbouring blocks of one use become one shape. */
function drawLand({ map, landUse, blocks }: CityPlan, draft: OsmDraft, seed: string): void {
  const book = new NameBook(new Random(`${seed}/parks`))
  const seen = new Set<number>()
  for (const [face, kind] of landUse.entries()) {
    if (kind === undefined || seen.has(face)) continue
    const group = new Set([face])
    for (const member of group) {
      for (const half of map.halfEdgesOf(member)) {
        const other = at(map.face, half ^ 1)
        const joins = kind === 'park' || blocks.quarter[other] === blocks.quarter[face]
        if (landUse[other] === kind && joins) group.add(other)
      }
    }
    for (const member of group) seen.add(member)
    const size = [...group].reduce((sum, member) => sum + ringArea(map.ringOf(member)), 0)
    const name = kind === 'park' && size > namedPark ? nameTags(book.invent('park')) : {}
    draft.drawArea(outlineOf(map.borderOf(group)), { ...landTags(kind), ...name })
  }
}

const landTags = (kind: LandKind): OsmTags =>
  kind === 'park' ? { leisure: 'park' } : { landuse: kind }

/** The outer ring first. */
const outlineOf = (rings: readonly Ring[]): Ring[] =>
  [...rings].sort((a, b) => ringArea(b) - ringArea(a))

function drawWater(
  { map, blocks, terrain }: CityPlan,
  draft: OsmDraft,
  cells: readonly Cell[],
): void {
  for (const island of map.borderOf(new Set(cells.flatMap(({ faces }) => faces)))) {
    // Land lies to the left of a coastline.
    const coast = draft.drawRing(island, { natural: 'coastline' })
    const sea = draft.drawRing(seaMetres, {})
    draft.relate(
      [
        { type: 'way', ref: sea, role: 'outer' },
        { type: 'way', ref: coast, role: 'inner' },
      ],
      { type: 'multipolygon', natural: 'water', water: 'sea' },
    )
  }
  const wet = blocks.zone.flatMap((zone, face) => (zone === 'water' && face > 0 ? [face] : []))
  for (const ring of map.borderOf(new Set(wet))) {
    const isRiver = ring.length > 300
    const tags = isRiver
      ? { water: 'river', ...nameTags(river) }
      : { water: 'lake', ...nameTags(lake) }
    draft.drawArea([ring], { natural: 'water', ...tags })
  }
  draft.drawLine(terrain.river.centre, { waterway: 'river', ...nameTags(river) })
}
