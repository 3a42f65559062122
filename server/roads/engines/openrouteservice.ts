import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { LngLat } from '../../../shared/geo.ts'
import type { ProfileName } from '../../../shared/roads.ts'
import { Nullable } from '../../../shared/schema.ts'
import type { RoadPoint } from '../engine/road-queries.ts'
import { SNAP_METRES } from '../engine/snap.ts'
import { askEngine, refuseAnswer, refuseQuestion, type EngineAnswer } from './ask-engine.ts'
import { askInBlocks, type MatrixBlock } from './ask-in-blocks.ts'
import { askInWindows, type WindowAnswer } from './ask-in-windows.ts'
import { foundLeg, type TravelEngine } from './travel-engine.ts'

/** ors.endpoints.matrix.maximum_routes is 2,500 of one's own; the hosted one takes 3,500. */
const BLOCK_SIDE = 50
/** maximum_waypoints of every profile. */
const MOST_PATH_POINTS = 50

const profiles: Record<ProfileName, string> = {
  car: 'driving-car',
  'e-bike': 'cycling-electric',
  foot: 'foot-walking',
}

const ROUTE_NOT_FOUND = 2009
const POINT_NOT_FOUND = 2010

const Place = Type.Object({
  location: LngLat,
  snapped_distance: Type.Optional(Type.Number()),
  name: Type.Optional(Type.String()),
})
const Places = Type.Array(Nullable(Place))
const Cells = Type.Array(Type.Array(Nullable(Type.Number())))
const Matrix = Compile(
  Type.Object({ durations: Cells, distances: Cells, sources: Places, destinations: Places }),
)
const Directions = Compile(
  Type.Object({
    features: Type.Array(
      Type.Object({
        geometry: Type.Object({ coordinates: Type.Array(LngLat) }),
        properties: Type.Object({
          segments: Type.Array(Type.Object({ distance: Type.Number(), duration: Type.Number() })),
          way_points: Type.Array(Type.Integer()),
        }),
      }),
      { minItems: 1 },
    ),
  }),
)
const Refusal = Compile(
  Type.Object({
    error: Type.Union([
      Type.String(),
      Type.Object({ code: Type.Optional(Type.Integer()), message: Type.Optional(Type.String()) }),
    ]),
  }),
)

/** An openrouteservice of version 8 or later, one's own or the hosted one with its key. It has no hours of the day. */
export function openOpenrouteservice(url: string, key: string | undefined): TravelEngine {
  const headers: Record<string, string> = key === undefined ? {} : { authorization: key }
  const ask = (path: string, body: object) => askEngine(`${url}/v2/${path}`, { headers, body })

  async function askMatrix(
    profile: ProfileName,
    sources: readonly LngLat[],
    targets: readonly LngLat[],
  ): Promise<MatrixBlock> {
    const answer = await ask(`matrix/${profiles[profile]}`, {
      locations: [...sources, ...targets],
      sources: sources.map((_, index) => index),
      destinations: targets.map((_, index) => sources.length + index),
      metrics: ['duration', 'distance'],
      units: 'm',
      resolve_locations: false,
    })
    const { body } = answer
    if (!Matrix.Check(body)) throw refuse(url, answer)
    const { durations, distances, sources: rows, destinations: columns } = body
    return { durations, distances, sources: rows.map(meet), targets: columns.map(meet) }
  }

  async function askRoute(
    profile: ProfileName,
    coordinates: readonly LngLat[],
  ): Promise<WindowAnswer> {
    const answer = await ask(`directions/${profiles[profile]}/geojson`, {
      coordinates,
      radiuses: coordinates.map(() => SNAP_METRES),
      units: 'm',
    })
    const { body } = answer
    if (!Directions.Check(body)) {
      const code = codeOf(body)
      if (code === ROUTE_NOT_FOUND) return 'no-way'
      if (code === POINT_NOT_FOUND) return 'off-road'
      throw refuse(url, answer)
    }
    const [path] = body.features
    const { segments = [], way_points: ends = [] } = path?.properties ?? {}
    const line = path?.geometry.coordinates ?? []
    return segments.map(({ distance, duration }, index) =>
      foundLeg(line.slice(ends[index], (ends[index + 1] ?? NaN) + 1), duration, distance),
    )
  }

  return {
    matrix: ({ profile, ...query }) =>
      askInBlocks(query, BLOCK_SIDE, (rows, columns) => askMatrix(profile, rows, columns)),
    async path({ profile, points }) {
      const legs = await askInWindows(points, MOST_PATH_POINTS, (some) => askRoute(profile, some))
      return { legs }
    },
  }
}

/** It looks up to 2 km away. */
function meet(place: Type.Static<typeof Place> | null): RoadPoint | null {
  if (!place || (place.snapped_distance ?? 0) > SNAP_METRES) return null
  return { at: place.location, metres: place.snapped_distance ?? 0, name: place.name ?? '' }
}

function codeOf(body: unknown): number | undefined {
  return Refusal.Check(body) && typeof body.error === 'object' ? body.error.code : undefined
}

/** The engine itself refuses with a code; without one it is the gateway, or the server, before it. */
function refuse(url: string, { status, body }: EngineAnswer) {
  if (!Refusal.Check(body)) return refuseAnswer(url, status)
  const { error } = body
  if (typeof error === 'string') return refuseAnswer(url, status, error)
  if (error.code === undefined) return refuseAnswer(url, status, error.message)
  return refuseQuestion(url, status, `${String(error.code)} ${error.message ?? ''}`)
}
