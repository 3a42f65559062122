import { Flaw } from './flaw.ts'
import type { OsmKind } from './osm.ts'

/**
 * For files whose objects say whether they are there or deleted. Such a file is one map only
 * when it has one version of each object; versions of an object follow each other.
 */
export class History {
  private readonly last: Record<OsmKind, number> = { node: NaN, way: NaN, relation: NaN }

  /** Whether to tell of the object. */
  keeps(kind: OsmKind, id: number, visible: boolean): boolean {
    if (this.last[kind] === id) {
      throw new Flaw(
        'changes',
        `it has several versions of ${kind} ${id}: a history, from which the map of one time must be taken first ` +
          '(osmium time-filter)',
      )
    }
    this.last[kind] = id
    return visible
  }
}
