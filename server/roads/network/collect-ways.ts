import type { Tags } from '../../osm/index.ts'
import { GrowingArray } from './growing-array.ts'
import { judgeWay } from './judge-way.ts'
import { profiles } from './profiles/profiles.ts'
import { wayKeys } from './road-tags.ts'
import { TagSets } from './tag-sets.ts'
import { wayKind } from './way-kind.ts'

export interface CollectedWays {
  /** Node ids of way w: `refs[first[w]]` up to, not including, `refs[first[w + 1]]`, at least two. */
  readonly first: Uint32Array
  readonly refs: Float64Array
  readonly tags: Uint32Array
  readonly name: Uint32Array
  readonly names: readonly string[]
}

/** Keeps the ways that at least one profile may use. */
export class WayCollector {
  readonly tagSets = new TagSets(wayKeys)
  private readonly first = new GrowingArray(Uint32Array)
  private readonly refs = new GrowingArray(Float64Array)
  private readonly tags = new GrowingArray(Uint32Array)
  private readonly name = new GrowingArray(Uint32Array)
  private readonly names = new Map<string, number>([['', 0]])
  private readonly usable: boolean[] = []
  private readonly noteWay: (id: number, way: number) => void

  constructor(noteWay: (id: number, way: number) => void) {
    this.noteWay = noteWay
  }

  readonly add = (id: number, refs: Float64Array, tags: Tags): void => {
    if (wayKind(tags) === undefined) return
    const set = this.tagSets.numberOf(tags)
    if (!(this.usable[set] ??= this.isUsable(set))) return
    const begin = this.refs.length
    for (const ref of refs)
      if (this.refs.length === begin || ref !== this.refs.at(this.refs.length - 1))
        this.refs.push(ref)
    if (this.refs.length < begin + 2) {
      this.refs.length = begin
      return
    }
    this.noteWay(id, this.tags.length)
    this.first.push(begin)
    this.tags.push(set)
    this.name.push(this.numberOfName(tags.name ?? tags.ref ?? ''))
  }

  finish(): CollectedWays {
    this.first.push(this.refs.length)
    return {
      first: this.first.finish(),
      refs: this.refs.finish(),
      tags: this.tags.finish(),
      name: this.name.finish(),
      names: [...this.names.keys()],
    }
  }

  private isUsable(set: number): boolean {
    const tags = this.tagSets.sets[set] ?? {}
    return Object.values(profiles).some((profile) => judgeWay(tags, profile) !== undefined)
  }

  private numberOfName(name: string): number {
    const known = this.names.get(name)
    if (known !== undefined) return known
    this.names.set(name, this.names.size)
    return this.names.size - 1
  }
}
