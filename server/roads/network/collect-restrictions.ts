import type { OsmMember, Tags } from '../../osm/index.ts'
import type { Restriction } from './road-attributes.ts'

interface MappedRestriction {
  readonly tags: Tags
  readonly from: readonly number[]
  readonly to: readonly number[]
  readonly viaNode: number | undefined
  readonly viaWays: readonly number[]
}

/** No sign on a street speaks of more ways; a file that does is not to be followed through all of them. */
const MOST_MEMBERS = 12

/** Turn restrictions as they come from a file, until the ways they speak of are known. */
export class RestrictionCollector {
  private readonly mapped: MappedRestriction[] = []
  /** Numbers of the ways restrictions speak of, by id, once they turn up. */
  private readonly ways = new Map<number, number | undefined>()

  readonly add = (_id: number, members: readonly OsmMember[], tags: Tags): void => {
    if (tags.type !== 'restriction') return
    if (members.length > MOST_MEMBERS) members = []
    const withRole = (type: OsmMember['type'], role: string) =>
      members.filter((member) => member.type === type && member.role === role).map(({ ref }) => ref)
    const from = withRole('way', 'from')
    const to = withRole('way', 'to')
    const viaWays = withRole('way', 'via')
    for (const id of [...from, ...to, ...viaWays]) this.ways.set(id, undefined)
    this.mapped.push({ tags, from, to, viaNode: withRole('node', 'via')[0], viaWays })
  }

  /** To be told of every way in the network. */
  noteWay(id: number, way: number): void {
    if (this.ways.has(id)) this.ways.set(id, way)
  }

  viaNodes(): number[] {
    return this.mapped.flatMap(({ viaNode }) => (viaNode === undefined ? [] : [viaNode]))
  }

  /** @param vertexOf vertex of a node id, where it is one */
  finish(vertexOf: (node: number) => number | undefined): Restriction[] {
    return this.mapped.map(({ tags, from, to, viaNode, viaWays }) => ({
      tags,
      from: this.numbersOf(from),
      to: this.numbersOf(to),
      via:
        viaWays.length > 0 || viaNode === undefined ? this.numbersOf(viaWays) : vertexOf(viaNode),
    }))
  }

  private numbersOf(ids: readonly number[]): number[] {
    return ids.map((id) => this.ways.get(id)).filter((way) => way !== undefined)
  }
}
