import type { LngLat } from '../../../shared/geo.ts'
import type { ProfileName } from '../../../shared/roads.ts'
import { hourFactor, profiles } from '../network/profiles/profiles.ts'
import { drawLeg } from './draw-leg.ts'
import { ProfileRoads } from './profile-roads.ts'
import { guideLeg } from './guide-leg.ts'
import { Junctions } from './junctions.ts'
import { findReach } from './find-reach.ts'
import type {
  GuideLeg,
  GuideQuery,
  MatrixQuery,
  NearestQuery,
  PathQuery,
  ReachQuery,
  RoadGuide,
  RoadLeg,
  RoadMatrix,
  RoadPath,
  RoadPoint,
  RoadQueries,
  RoadReach,
} from './road-queries.ts'
import type { RoadTables } from './road-tables.ts'
import { StreetIndex, type Snap } from './snap.ts'

/** Sums along paths stay below 2³¹. */
const MAX_SUM = 2 ** 31 - 2

/** Answers all questions about the streets of one data set. One per thread: searches remember things. */
export class RoadEngine implements RoadQueries {
  private readonly tables: RoadTables
  private readonly streets: StreetIndex
  /** Made when first asked for: each holds arrays as long as its graph. */
  private readonly byProfile = new Map<ProfileName, ProfileRoads>()

  private junctions: Junctions | undefined

  constructor(tables: RoadTables) {
    this.tables = tables
    this.streets = new StreetIndex(tables.network, tables.index)
  }

  matrix({ profile, hour, sources, targets }: MatrixQuery): RoadMatrix {
    const roads = this.roadsOf(profile)
    const from = this.snapAll(roads, sources)
    const to = sources === targets ? from : this.snapAll(roads, targets)
    const costs = roads.matrix(from, to)
    const secondsPerMilli = hourFactor(profiles[profile], hour) / 1000
    return {
      durations: divide(costs.duration, costs.weight, 1 / secondsPerMilli),
      distances: divide(costs.distance, costs.weight, 100),
      sources: from.map(this.describe),
      targets: to.map(this.describe),
    }
  }

  path({ profile, hour, points }: PathQuery): RoadPath {
    const roads = this.roadsOf(profile)
    const snaps = this.snapAll(roads, points)
    const secondsPerMilli = hourFactor(profiles[profile], hour) / 1000
    const legs = snaps.slice(1).map((target, index): RoadLeg => {
      const source = snaps[index]
      if (!source || !target) return missingLeg('off-road')
      const path = roads.path(source, target)
      if (!path) return missingLeg('no-way')
      return drawLeg(roads, path, [source, target], secondsPerMilli)
    })
    return { points: snaps.map(this.describe), legs }
  }

  guide({ profile, hour, points, straight }: GuideQuery): RoadGuide {
    const roads = this.roadsOf(profile)
    const snaps = this.snapAll(roads, points)
    const secondsPerMilli = hourFactor(profiles[profile], hour) / 1000
    this.junctions ??= new Junctions(this.tables.network)
    let heading: number | undefined
    const legs: (GuideLeg | null)[] = []
    for (const [index, target] of snaps.slice(1).entries()) {
      const source = snaps[index]
      const path =
        source && target && (roads.path(source, target, heading) ?? roads.path(source, target))
      const last = path?.nodes.at(-1)
      heading = straight && last !== undefined ? roads.graph.arcOf[last] : undefined
      legs.push(
        path ? guideLeg(roads, this.junctions, path, [source, target], secondsPerMilli) : null,
      )
    }
    return { points: snaps.map(this.describe), legs }
  }

  reach({ profile, hour, point, limit, by }: ReachQuery): RoadReach {
    const roads = this.roadsOf(profile)
    const [origin = null] = this.snapAll(roads, [point])
    const unit = by === 'seconds' ? hourFactor(profiles[profile], hour) / 1000 : 1 / 100
    const options = {
      limit: Math.min(MAX_SUM, Math.floor(limit / unit)),
      by: by === 'seconds' ? ('duration' as const) : ('distance' as const),
    }
    const streets = origin ? findReach(roads, origin, options) : []
    return {
      origin: this.describe(origin),
      streets: streets.map(({ line, from, to }) => ({ line, from: from * unit, to: to * unit })),
    }
  }

  nearest({ profile, point, count }: NearestQuery): RoadPoint[] {
    const { isUsable } = this.roadsOf(profile)
    return this.streets.snap(point, isUsable, count).map((snap) => this.toRoadPoint(snap))
  }

  private roadsOf(profile: ProfileName): ProfileRoads {
    let roads = this.byProfile.get(profile)
    if (!roads) {
      roads = new ProfileRoads(this.tables, this.tables.profiles[profile])
      this.byProfile.set(profile, roads)
    }
    return roads
  }

  private snapAll({ isUsable }: ProfileRoads, points: readonly LngLat[]): (Snap | null)[] {
    return points.map((point) => this.streets.snap(point, isUsable, 1)[0] ?? null)
  }

  private readonly describe = (snap: Snap | null): RoadPoint | null =>
    snap && this.toRoadPoint(snap)

  private toRoadPoint({ segment, at, metres }: Snap): RoadPoint {
    const { names, name } = this.tables.network
    return { at, metres, name: names[name[segment] as number] ?? '' }
  }
}

/** Cells without a way become Infinity; a centimetre less than nothing is what rounding left. */
function divide(values: Int32Array, weights: Int32Array, divisor: number): Float64Array {
  const quotients = new Float64Array(values.length)
  for (let cell = 0; cell < values.length; cell++)
    quotients[cell] =
      (weights[cell] as number) < 0 ? Infinity : Math.max(0, (values[cell] as number) / divisor)
  return quotients
}

function missingLeg(missing: 'off-road' | 'no-way'): RoadLeg {
  return { missing, seconds: Infinity, metres: Infinity, line: [] }
}
