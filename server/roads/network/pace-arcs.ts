import type { Access } from './judge-access.ts'
import { judgeWay, type Passage, type WayVerdict } from './judge-way.ts'
import { parseDuration } from './parse-duration.ts'
import type { Profile } from './profiles/profile.ts'
import type { RoadAttributes } from './road-attributes.ts'
import type { RoadNetwork } from './road-network.ts'

/** How a profile travels each arc. */
export interface ArcPaces {
  /** Milliseconds, both > 0 where the arc is open; 0 = closed. */
  readonly duration: Int32Array
  readonly weight: Int32Array
  /** 0 = open to all; 1 = visitors only; 2 = private. */
  readonly seclusion: Uint8Array
  /** 1 = boarded: ferries. */
  readonly boarded: Uint8Array
}

/** Slower than this nothing is. It and the longest arc keep sums of hostile files in bounds. */
const LEAST_KMH = 0.5
const LONGEST_MS = 1e8

export const seclusionOf: Readonly<Record<Access, number>> = {
  open: 0,
  push: 0,
  local: 1,
  private: 2,
  closed: 0,
}

export function paceArcs(
  network: RoadNetwork,
  { tagSets, wayTags, waySegments }: RoadAttributes,
  profile: Profile,
): ArcPaces {
  const verdicts = tagSets.map((tags) => judgeWay(tags, profile))
  const arcs = network.length.length * 2
  const paces = {
    duration: new Int32Array(arcs),
    weight: new Int32Array(arcs),
    seclusion: new Uint8Array(arcs),
    boarded: new Uint8Array(arcs),
  }
  for (let way = 0; way < wayTags.length; way++) {
    const set = wayTags[way] as number
    const verdict = verdicts[set]
    if (!verdict) continue
    const [begin, end] = [waySegments[way] as number, waySegments[way + 1] as number]
    const timetable = isBoarded(verdict) ? parseDuration(tagSets[set]?.duration ?? '') : undefined
    const kmh = timetable && (36e-3 * sum(network.length, begin, end)) / timetable
    for (let segment = begin; segment < end; segment++) {
      paceArc(paces, network, 2 * segment, verdict.forward, kmh)
      paceArc(paces, network, 2 * segment + 1, verdict.backward, kmh)
    }
  }
  return paces
}

function paceArc(
  paces: ArcPaces,
  network: RoadNetwork,
  arc: number,
  passage: Passage | undefined,
  timetableKmh: number | undefined,
): void {
  if (!passage) return
  const kmh = Math.max(LEAST_KMH, timetableKmh ?? passage.kmh)
  const duration = Math.min(LONGEST_MS, ((network.length[arc >> 1] as number) * 36) / kmh)
  paces.duration[arc] = Math.max(1, Math.round(duration))
  paces.weight[arc] = Math.max(1, Math.round(duration * passage.reluctance))
  paces.seclusion[arc] = seclusionOf[passage.access]
  paces.boarded[arc] = passage.boarded ? 1 : 0
}

const isBoarded = ({ forward, backward }: WayVerdict) => (forward ?? backward)?.boarded === true

function sum(values: Uint32Array, begin: number, end: number): number {
  let total = 0
  for (let i = begin; i < end; i++) total += values[i] as number
  return total
}
