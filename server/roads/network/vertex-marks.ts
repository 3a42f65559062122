import type { Tags } from '../../osm/index.ts'
import { isFree, judgeVertex } from './judge-vertex.ts'
import { profiles } from './profiles/profiles.ts'
import { vertexKeys } from './road-tags.ts'
import { TagSets } from './tag-sets.ts'

/** Finds the nodes that matter by their own tags: what stops or delays at least one profile. */
export class VertexMarks {
  private readonly tagSets = new TagSets(vertexKeys)
  private readonly matters: boolean[] = []

  get sets(): readonly Tags[] {
    return this.tagSets.sets
  }

  /** Number of the node's tag set; 0 where all pass as if there were nothing. */
  numberOf(tags: Tags): number {
    if (tags.barrier === undefined && tags.highway === undefined) return 0
    const set = this.tagSets.numberOf(tags)
    return (this.matters[set] ??= this.isMark(set)) ? set : 0
  }

  private isMark(set: number): boolean {
    const tags = this.sets[set] ?? {}
    return Object.values(profiles).some((profile) => !isFree(judgeVertex(tags, profile)))
  }
}
