import type { Tags } from '../../osm/index.ts'

/** 1 for each segment of a way that is mapped as a roundabout. */
export function markRoundabouts(
  waySegments: Uint32Array,
  segments: number,
  tagsOf: (way: number) => Tags,
): Uint8Array {
  const round = new Uint8Array(segments)
  for (let way = 0; way + 1 < waySegments.length; way++) {
    const { junction } = tagsOf(way)
    if (junction === 'roundabout' || junction === 'circular')
      round.fill(1, waySegments[way], waySegments[way + 1])
  }
  return round
}
