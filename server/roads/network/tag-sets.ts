import type { Tags } from '../../osm/index.ts'

/**
 * Distinct sets of tags. A city's ways share a few thousand sets of the tags that matter for travelling, so each is kept,
 * and judged, once. Number 0 is the set without tags.
 */
export class TagSets {
  readonly sets: Tags[] = [{}]
  private readonly numbers = new Map<string, number>([['', 0]])
  private readonly keys: ReadonlySet<string>

  constructor(keys: Iterable<string>) {
    this.keys = new Set(keys)
  }

  /** Number of the set of those of the tags that matter. */
  numberOf(tags: Tags): number {
    let text = ''
    for (const key in tags) if (this.keys.has(key)) text += `${key}\u0000${tags[key] ?? ''}\u0000`
    const known = this.numbers.get(text)
    if (known !== undefined) return known
    const number = this.sets.length
    this.numbers.set(text, number)
    this.sets.push(this.pick(tags))
    return number
  }

  private pick(tags: Tags): Tags {
    const picked = Object.create(null) as Record<string, string>
    for (const key in tags) if (this.keys.has(key)) picked[key] = tags[key] ?? ''
    return picked
  }
}
