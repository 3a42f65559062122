import type { OsmMember, Tags } from '../../osm/index.ts'
import { wayKind } from './way-kind.ts'

/**
 * Squares mapped as multipolygons: their tags are the relation's, their outline is of ways that mostly have none. As any
 * area they are walked along the outline.
 */
export class SquareCollector {
  private readonly outlines = new Map<number, Tags>()

  readonly add = (_id: number, members: readonly OsmMember[], tags: Tags): void => {
    if (tags.type !== 'multipolygon') return
    const square = { ...tags, area: 'yes' }
    if (wayKind(square) !== 'area') return
    for (const { type, ref } of members) if (type === 'way') this.outlines.set(ref, square)
  }

  /** What a way is to those who travel: itself, or the outline of a square. */
  tagsOf(id: number, tags: Tags): Tags {
    return wayKind(tags) === undefined ? (this.outlines.get(id) ?? tags) : tags
  }
}
