import { assembleRings } from '../shapes/assemble-rings.ts'
import { mergeLines } from '../shapes/merge-lines.ts'
import { nestRings } from '../shapes/nest-rings.ts'
import type { Draft } from '../shortbread/index.ts'
import { LINE, type Features } from './features.ts'
import { layArea } from './lay-area.ts'
import { NO_WAY, type MapSource, type RelationDraft } from './read-ways.ts'

/** An area of which the file has only a part: what of it closes, and what does not. */
export interface PartArea {
  readonly drafts: readonly Draft[]
  readonly outers: readonly number[][]
  /** Must not become areas where nothing is around them. */
  readonly holes: readonly number[][]
  readonly open: readonly ArrayLike<number>[]
}

/** What became of the drafts, beside what is drawn. */
export interface Laid {
  /** Areas that do not close or are too large, and are left out in whole or in part. */
  readonly broken: number
  /** Waters that do not close, of which nothing is drawn yet. */
  readonly openWaters: readonly PartArea[]
}

/** Gives every draft its geometry, but waters that do not close: their edge is found once all else has its place. */
export function layFeatures(source: MapSource, features: Features): Laid {
  const lay = new Laying(source, features)
  lay.relations()
  lay.ways()
  return lay
}

class Laying implements Laid {
  broken = 0
  readonly openWaters: PartArea[] = []
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
      const whole = assembleRings(this.linesOf(relation))
      if (whole.open.length === 0 && relation.members.every(({ way }) => way !== NO_WAY))
        this.layRings(drafts, nestRings(whole.rings, this.features.shapes.places))
      // A country's label belongs in the middle of the whole, not of the corner that an extract has.
      else if (!relation.boundary) this.layPart(drafts, relation)
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
    // Open ways have areas only for the relations that they are a part of.
    const closed = nodes.length >= 4 && nodes[0] === nodes[nodes.length - 1]
    if (ring) this.layRings(drafts, nestRings([Array.from(ring)], this.features.shapes.places))
    else if (closed) this.layOpen({ drafts, outers: [], holes: [], open: ways.linesOf(way) })
  }

  private layLines(draft: Draft, ways: readonly number[]): void {
    const pieces = ways.flatMap((way) => this.source.ways.linesOf(way))
    const lines = draft.merged ? mergeLines(pieces) : pieces
    for (const line of lines) this.features.add(draft, LINE, this.features.shapes.add([line]))
  }

  private layRings(drafts: readonly Draft[], rings: readonly number[][]): void {
    if (rings.length > 0 && !layArea(this.features, drafts, rings)) this.broken += 1
  }

  private layPart(drafts: readonly Draft[], relation: RelationDraft): void {
    const outers = assembleRings(this.linesOf(relation, false))
    const holes = assembleRings(this.linesOf(relation, true))
    const open = [...outers.open, ...holes.open]
    const part = { drafts, outers: outers.rings, holes: holes.rings, open }
    if (open.length > 0) this.layOpen(part)
    // What is missing are rings of their own, most likely elsewhere.
    else if (outers.rings.length > 0) this.layRings(drafts, ringsOf(part, this.features))
    else this.broken += 1
  }

  private layOpen(part: PartArea): void {
    if (part.drafts.some(({ layer }) => layer === 'water_polygons')) {
      this.openWaters.push(part)
      return
    }
    this.broken += 1
    this.layRings(part.drafts, ringsOf(part, this.features))
  }

  /** @param inner only the holes' lines, or all but those; all of them when it is not said */
  private linesOf({ members }: RelationDraft, inner?: boolean): Uint32Array[] {
    return members
      .filter(({ way, role }) => way !== NO_WAY && inner !== (role !== 'inner'))
      .flatMap(({ way }) => this.source.ways.linesOf(way))
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

/** What of an area closes, with its holes, as `nestRings` gives it. */
export function ringsOf({ outers, holes }: PartArea, { shapes }: Features): number[][] {
  return nestRings([...outers, ...holes], shapes.places, new Set(holes))
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
