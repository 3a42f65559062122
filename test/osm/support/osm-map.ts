import { readOsm, type OsmMember } from '../../../server/osm/index.ts'

/** A whole map in memory, in the reader's terms: degrees × 10⁷ as whole numbers. */
export interface OsmMap {
  nodes: OsmNode[]
  ways: OsmWay[]
  relations: OsmRelation[]
}

export interface OsmNode {
  id: number
  lng: number
  lat: number
  tags?: Record<string, string>
}

export interface OsmWay {
  id: number
  refs: number[]
  tags: Record<string, string>
}

export interface OsmRelation {
  id: number
  members: OsmMember[]
  tags: Record<string, string>
}

/** Everything that a file says. */
export async function readMap(path: string): Promise<OsmMap> {
  const map: OsmMap = { nodes: [], ways: [], relations: [] }
  await readOsm(path, {
    node: (id, lng, lat, tags) =>
      map.nodes.push({ id, lng, lat, ...(tags && { tags: { ...tags } }) }),
    way: (id, refs, tags) => map.ways.push({ id, refs: Array.from(refs), tags: { ...tags } }),
    relation: (id, members, tags) =>
      map.relations.push({ id, members: [...members], tags: { ...tags } }),
  })
  return map
}
