import { readOsm, type OsmMember, type ReadOptions, type Tags } from '../../osm/index.ts'
import { growingIndexes } from '../shapes/growing.ts'
import {
  boundaryLevelOf,
  drawBoundary,
  drawBoundaryLabel,
  drawTags,
  isArea,
  isDisputed,
  type Draft,
} from '../shortbread/index.ts'
import { Ways } from './ways.ts'

/** An area (or outline) out of several ways. */
export interface RelationDraft {
  readonly members: readonly { way: number; role: string }[]
  readonly areas: readonly Draft[]
  readonly boundary: { level: number | undefined; disputed: boolean } | undefined
}

/** Ways and relations of a file with what they draw, before any place is known. */
export class MapSource {
  readonly ways = new Ways()
  readonly relations: RelationDraft[] = []
  readonly coastline: number[] = []
  /** A way and a draft of it in each pair; drafts that are equal are one. */
  readonly wayNumbers = growingIndexes()
  readonly draftNumbers = growingIndexes()
  readonly drafts: Draft[] = []
  /** Tags of ways that run along boundaries or the sea. */
  private readonly outlines = new Map<number, Tags>()
  private readonly known = new Map<string, number>()

  addWay(id: number, refs: Float64Array, tags: Tags): void {
    const way = this.ways.add(id, refs)
    const closed = refs.length >= 4 && refs[0] === refs[refs.length - 1]
    const area = isArea(tags)
    if (area) this.draw(way, drawTags(tags, 'area'))
    const { highway, railway } = tags
    const runs = tags['area'] !== 'yes' && (highway !== undefined || railway !== undefined)
    if (!closed || !area || runs) this.draw(way, drawTags(tags, 'line'))
    if (tags['natural'] === 'coastline') this.coastline.push(way)
    if (tags['natural'] === 'coastline' || tags['boundary'] !== undefined)
      this.outlines.set(way, tags)
  }

  addRelation(members: readonly OsmMember[], tags: Tags): void {
    const type = tags['type']
    if (type !== 'multipolygon' && type !== 'boundary') return
    const level = boundaryLevelOf(tags)
    const disputed = isDisputed(tags)
    if (type === 'boundary' && level === undefined && !disputed) return
    const areas = [
      ...(type === 'multipolygon' ? drawTags(tags, 'area') : []),
      ...(level === undefined ? [] : drawBoundaryLabel(level, tags)),
    ]
    const ways = members.filter((member) => member.type === 'way')
    this.relations.push({
      // For now the id; `link` makes it the number.
      members: ways.map(({ ref, role }) => ({ way: ref, role })),
      areas,
      boundary: level !== undefined || disputed ? { level, disputed } : undefined,
    })
  }

  /** Once all is read: lets relations find their ways, and draws boundaries along them. */
  link(): void {
    const ids = new Set(this.relations.flatMap(({ members }) => members.map(({ way }) => way)))
    const numbers = this.ways.numbersOf(ids)
    this.relations.forEach((relation, index) => {
      const members = relation.members.map(({ way, role }) => ({
        way: numbers.get(way) ?? NO_WAY,
        role,
      }))
      this.relations[index] = { ...relation, members }
    })
    this.drawBoundaries()
    this.known.clear()
  }

  /** A mark for every way that something is drawn from. */
  needed(): Uint8Array {
    const needed = new Uint8Array(this.ways.count)
    for (let i = 0; i < this.wayNumbers.length; i += 1) needed[this.wayNumbers.at(i)] = 1
    for (const way of this.coastline) needed[way] = 1
    for (const { members } of this.relations)
      for (const { way } of members) if (way !== NO_WAY) needed[way] = 1
    return needed
  }

  /** A way belongs to the highest level of all that it bounds. */
  private drawBoundaries(): void {
    const levels = new Map<number, number>()
    const disputed = new Set<number>()
    const bound = (way: number, level = Infinity) => {
      if (way !== NO_WAY) levels.set(way, Math.min(level, levels.get(way) ?? Infinity))
    }
    for (const [way, tags] of this.outlines) bound(way, boundaryLevelOf(tags))
    for (const { boundary, members } of this.relations)
      for (const { way } of boundary ? members : []) {
        bound(way, boundary?.level)
        if (boundary?.disputed) disputed.add(way)
      }
    for (const [way, level] of levels) {
      if (level === Infinity) continue
      const tags = this.outlines.get(way) ?? {}
      this.draw(way, [drawBoundary(level, tags, disputed.has(way))])
    }
  }

  private draw(way: number, drafts: readonly Draft[]): void {
    for (const draft of drafts) {
      const text = JSON.stringify(draft)
      const number = this.known.get(text) ?? this.drafts.push(draft) - 1
      this.known.set(text, number)
      this.wayNumbers.push(way)
      this.draftNumbers.push(number)
    }
  }
}

/** A member that the file does not have. */
export const NO_WAY = -1

export async function readWays(path: string, options: ReadOptions): Promise<MapSource> {
  const source = new MapSource()
  await readOsm(
    path,
    {
      way: (id, refs, tags) => source.addWay(id, refs, tags),
      relation: (_id, members, tags) => source.addRelation(members, tags),
    },
    options,
  )
  source.link()
  return source
}
