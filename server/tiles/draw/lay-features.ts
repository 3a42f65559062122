import { assembleRings } from '../shapes/assemble-rings.ts'
import { labelPlace } from '../shapes/label-place.ts'
import { mergeLines } from '../shapes/merge-lines.ts'
import { nestRings, signedArea } from '../shapes/nest-rings.ts'
import { mercatorArea } from '../shapes/world.ts'
import type { Draft } from '../shortbread/index.ts'
import { LARGEST_AREA, LINE, POINT, POLYGON, type Features } from './features.ts'
import { NO_WAY, type MapSource, type RelationDraft } from './read-ways.ts'

/** Gives every draft its geometry. @returns how many areas do not close or are too large, and are left out */
export function layFeatures(source: MapSource, features: Features): number {
  const lay = new Laying(source, features)
  lay.relations()
  lay.ways()
  return lay.broken
}

class Laying {
  broken = 0
  private readonly source: MapSource
  private readonly features: Features
  /** Ways whose areas a relation draws with their holes instead. */
  private readonly replaced = new Set<number>()

  constructor(source: MapSource, features: Features) {
    this.source = source
    this.features = features
  }

  relations(): void {
    const { relations } = this.source
    const untagged = this.areasOfOuters(
      relations.filter(({ areas, boundary }) => areas.length === 0 && !boundary),
    )
    for (const relation of relations) {
      const drafts = untagged.get(relation) ?? relation.areas
      if (drafts.length === 0) continue
      const { rings, complete } = this.ringsOf(relation)
      if (!complete) this.broken += 1
      // A country's label belongs in the middle of the whole, not of the corner that an extract has.
      if (relation.boundary && !complete) continue
      if (rings.length > 0) this.layArea(drafts, rings)
    }
  }

  ways(): void {
    const { wayNumbers, draftNumbers, drafts } = this.source
    const lines = new Map<number, number[]>()
    let areas: Draft[] = []
    for (let i = 0; i < wayNumbers.length; i += 1) {
      const way = wayNumbers.at(i)
      const number = draftNumbers.at(i)
      const draft = drafts[number] as Draft
      if (draft.form === 'line') append(lines, number, way)
      else areas.push(draft)
      // The drafts of one way's area follow each other.
      if (areas.length === 0 || (i + 1 < wayNumbers.length && wayNumbers.at(i + 1) === way))
        continue
      if (!this.replaced.has(way)) this.layWayArea(way, areas)
      areas = []
    }
    for (const [number, ways] of lines) this.layLines(drafts[number] as Draft, ways)
  }

  private layWayArea(way: number, drafts: readonly Draft[]): void {
    const { ways } = this.source
    const ring = ways.ringOf(way)
    const nodes = ways.nodesOf(way)
    if (!ring) {
      // Open ways have areas only for the relations that they are a part of.
      if (nodes.length >= 4 && nodes[0] === nodes[nodes.length - 1]) this.broken += 1
      return
    }
    const rings = nestRings([Array.from(ring)], this.features.shapes.places)
    if (rings.length > 0) this.layArea(drafts, rings)
  }

  private layLines(draft: Draft, ways: readonly number[]): void {
    const pieces = ways.flatMap((way) => this.source.ways.linesOf(way))
    const lines = draft.merged ? mergeLines(pieces) : pieces
    for (const line of lines) this.features.add(draft, LINE, this.features.shapes.add([line]))
  }

  /** @param rings as `nestRings` gives them */
  private layArea(drafts: readonly Draft[], rings: readonly number[][]): void {
    const { features } = this
    const { places } = features.shapes
    const units = rings.reduce((sum, ring) => sum + signedArea(ring, places), 0)
    if (units > LARGEST_AREA) {
      this.broken += 1
      return
    }
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
  }

  private ringsOf({ members }: RelationDraft): { rings: number[][]; complete: boolean } {
    const { places } = this.features.shapes
    const there = members.filter(({ way }) => way !== NO_WAY)
    const linesOf = (inner: boolean | undefined) =>
      there
        .filter(({ role }) => inner === undefined || (role === 'inner') === inner)
        .flatMap(({ way }) => this.source.ways.linesOf(way))
    const whole = assembleRings(linesOf(undefined))
    const complete = whole.broken === 0 && there.length === members.length
    if (complete) return { rings: nestRings(whole.rings, places), complete }
    // A hole whose surroundings are missing must not become an area.
    const holes = assembleRings(linesOf(true)).rings
    const outers = assembleRings(linesOf(false)).rings
    return { rings: nestRings([...outers, ...holes], places, new Set(holes)), complete }
  }

  /** Before 2017 an area's tags stood on its outer way, and the relation had none. */
  private areasOfOuters(relations: readonly RelationDraft[]): Map<RelationDraft, Draft[]> {
    const { wayNumbers, draftNumbers, drafts } = this.source
    const outers = new Set<number>()
    for (const { members } of relations)
      for (const { way, role } of members) if (role !== 'inner') outers.add(way)
    const areas = new Map<number, Draft[]>()
    for (let i = 0; i < wayNumbers.length; i += 1) {
      const way = wayNumbers.at(i)
      const draft = drafts[draftNumbers.at(i)] as Draft
      if (outers.has(way) && draft.form !== 'line') append(areas, way, draft)
    }
    const found = new Map<RelationDraft, Draft[]>()
    for (const relation of relations) {
      const tagged = relation.members.filter(({ way, role }) => role !== 'inner' && areas.has(way))
      const [first] = tagged
      if (!first) continue
      found.set(relation, areas.get(first.way) ?? [])
      for (const { way } of tagged) this.replaced.add(way)
    }
    return found
  }
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

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
