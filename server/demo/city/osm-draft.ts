import { toLngLat, type Point, type Ring } from './plane.ts'

export type OsmTags = Readonly<Record<string, string>>

export interface OsmNode {
  readonly id: number
  readonly lng: number
  readonly lat: number
  readonly tags: OsmTags
}

export interface OsmWay {
  readonly id: number
  readonly refs: readonly number[]
  readonly tags: OsmTags
}

export interface OsmMember {
  readonly type: 'node' | 'way'
  readonly ref: number
  readonly role: string
}

export interface OsmRelation {
  readonly id: number
  readonly members: readonly OsmMember[]
  readonly tags: OsmTags
}

/** The city as a mapper of OpenStreetMap would have drawn it. Ids count from 1, apart for each kind. */
export interface OsmDocument {
  readonly nodes: readonly OsmNode[]
  readonly ways: readonly OsmWay[]
  readonly relations: readonly OsmRelation[]
}

/** An OSM document being drawn: one node for each place, so that ways which meet share it. */
export class OsmDraft implements OsmDocument {
  readonly nodes: OsmNode[] = []
  readonly ways: OsmWay[] = []
  readonly relations: OsmRelation[] = []
  private readonly nodeOfPlace = new Map<string, number>()

  /** The id of the node at this point, made when there is none yet. */
  placeNode(point: Point): number {
    const [lng, lat] = toLngLat(point)
    const place = `${String(lng)} ${String(lat)}`
    const known = this.nodeOfPlace.get(place)
    if (known !== undefined) return known
    const id = this.nodes.length + 1
    this.nodes.push({ id, lng, lat, tags: {} })
    this.nodeOfPlace.set(place, id)
    return id
  }

  tagNode(id: number, tags: OsmTags): void {
    const node = this.nodes[id - 1]
    if (node) this.nodes[id - 1] = { ...node, tags: { ...node.tags, ...tags } }
  }

  /** @returns the way's id */
  drawLine(points: readonly Point[], tags: OsmTags): number {
    return this.drawWay(
      points.map((point) => this.placeNode(point)),
      tags,
    )
  }

  /** A closed way, or with holes a multipolygon of several. Rings are open: first ≠ last. */
  drawArea([outer, ...holes]: readonly Ring[], tags: OsmTags): void {
    if (!outer) throw new RangeError('an area without an outline')
    if (holes.length === 0) this.drawRing(outer, tags)
    else {
      const members = [outer, ...holes].map((ring, index) => ({
        type: 'way' as const,
        ref: this.drawRing(ring, {}),
        role: index === 0 ? 'outer' : 'inner',
      }))
      this.relate(members, { type: 'multipolygon', ...tags })
    }
  }

  drawRing(ring: Ring, tags: OsmTags): number {
    const refs = ring.map((point) => this.placeNode(point))
    return this.drawWay([...refs, ...refs.slice(0, 1)], tags)
  }

  relate(members: readonly OsmMember[], tags: OsmTags): void {
    this.relations.push({ id: this.relations.length + 1, members, tags })
  }

  /** Vertices nearer to each other than a node is exact become one. */
  private drawWay(nodes: readonly number[], tags: OsmTags): number {
    const refs = nodes.filter((ref, index) => ref !== nodes[index - 1])
    if (refs.length < 2) throw new RangeError('a way of the demo city without length')
    const id = this.ways.length + 1
    this.ways.push({ id, refs, tags })
    return id
  }
}
