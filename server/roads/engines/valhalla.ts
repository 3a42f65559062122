import { distanceMetres, type LngLat } from '../../../shared/geo.ts'
import { decodePolyline } from '../../../shared/polyline.ts'
import type { ProfileName } from '../../../shared/roads.ts'
import type { RoadPoint } from '../engine/road-queries.ts'
import { SNAP_METRES } from '../engine/snap.ts'
import { askEngine, refuseAnswer, refuseQuestion, type EngineAnswer } from './ask-engine.ts'
import { askInBlocks, type MatrixBlock } from './ask-in-blocks.ts'
import { askInWindows, type WindowAnswer } from './ask-in-windows.ts'
import { spreadMatrix } from './spread-matrix.ts'
import { foundLeg, type TravelEngine } from './travel-engine.ts'
import { Located, Matrix, Refusal, Trip, type ValhallaEdge } from './valhalla-answers.ts'

/** service_limits.*.max_matrix_location_pairs is 2,500. */
const BLOCK_SIDE = 50
/** service_limits.auto.max_locations is 20. */
const MOST_PATH_POINTS = 20

const costings: Record<ProfileName, object> = {
  car: { costing: 'auto' },
  // Its motor scooter may not use cycleways; a pedelec is a bicycle that keeps its pace.
  'e-bike': {
    costing: 'bicycle',
    costing_options: { bicycle: { bicycle_type: 'Hybrid', cycling_speed: 20 } },
  },
  foot: { costing: 'pedestrian' },
}

/** Its HTTP status for all that is wrong with a question; 404 is an action that it does not have. */
const BAD_QUESTION = 400
const NO_SEGMENT = 171
/** Locations in unconnected regions, and no path between them. */
const noWay = new Set([170, 442])

interface Question {
  readonly profile: ProfileName
  readonly hour?: number
}

/** A Valhalla of 3.5 or later, whose matrix has a short form. */
export function openValhalla(url: string): TravelEngine {
  const ask = async (action: string, { profile, hour }: Question, request: object) => {
    const body = { ...costings[profile], ...timeOf(hour), ...request, units: 'kilometers' }
    return askEngine(`${url}/${action}`, { body })
  }
  const refuse = ({ status, body }: EngineAnswer) => {
    if (!Refusal.Check(body)) return refuseAnswer(url, status)
    const make = status === BAD_QUESTION ? refuseQuestion : refuseAnswer
    return make(url, status, `${String(body.error_code)} ${body.error}`)
  }

  /** Where points meet the streets, asked first: a matrix is refused as a whole for one point that does not. */
  async function locate({ profile }: Question, points: readonly LngLat[]) {
    const found: (RoadPoint | null)[] = []
    for (let begin = 0; begin < points.length; begin += BLOCK_SIDE) {
      const some = points.slice(begin, begin + BLOCK_SIDE)
      const request = { locations: some.map(place), verbose: false }
      const answer = await ask('locate', { profile }, request)
      const { body } = answer
      if (!Located.Check(body) || body.length !== some.length) throw refuse(answer)
      found.push(...some.map((point, index) => meet(point, body[index]?.edges?.[0])))
    }
    return found
  }

  async function askMatrix(
    question: Question,
    sources: readonly LngLat[],
    targets: readonly LngLat[],
  ): Promise<MatrixBlock> {
    const answer = await ask('sources_to_targets', question, {
      sources: sources.map(place),
      targets: targets.map(place),
      verbose: false,
    })
    const { body } = answer
    if (!Matrix.Check(body)) throw refuse(answer)
    const { durations, distances } = body.sources_to_targets
    return { durations, distances: distances.map((row) => row.map(toMetres)) }
  }

  async function askRoute(question: Question, points: readonly LngLat[]): Promise<WindowAnswer> {
    const request = { locations: points.map(place), directions_type: 'none' }
    const answer = await ask('route', question, request)
    const { body } = answer
    if (Trip.Check(body))
      return body.trip.legs.map(({ shape, summary: { time, length } }) =>
        foundLeg(decodePolyline(shape, 6), time, length * 1000),
      )
    if (Refusal.Check(body) && body.error_code === NO_SEGMENT) return 'off-road'
    if (Refusal.Check(body) && noWay.has(body.error_code)) return 'no-way'
    throw refuse(answer)
  }

  return {
    async matrix({ sources, targets, ...question }) {
      const from = await locate(question, sources)
      const to = targets === sources ? from : await locate(question, targets)
      const inner = await askInBlocks(
        {
          sources: sources.filter((_, row) => from[row]),
          targets: targets.filter((_, column) => to[column]),
        },
        BLOCK_SIDE,
        (rows, columns) => askMatrix(question, rows, columns),
      )
      return spreadMatrix(inner, from, to)
    },
    async path({ points, ...question }) {
      const legs = await askInWindows(points, MOST_PATH_POINTS, (some) => askRoute(question, some))
      return { legs }
    },
  }
}

/** Without a limit it looks for a street 35 km away. */
const place = ([lon, lat]: LngLat) => ({ lon, lat, search_cutoff: SNAP_METRES })

const toMetres = (kilometres: number | null) => (kilometres === null ? null : kilometres * 1000)

function meet(point: LngLat, edge: ValhallaEdge | undefined): RoadPoint | null {
  if (!edge) return null
  const at: LngLat = [edge.correlated_lon, edge.correlated_lat]
  return { at, metres: distanceMetres(point, at), name: '' }
}

/** Its speeds differ over a week, not over the year: any Wednesday at that hour (3: throughout the journey). */
function timeOf(hour: number | undefined): object {
  if (hour === undefined) return {}
  return { date_time: { type: 3, value: `2026-11-25T${String(hour).padStart(2, '0')}:00` } }
}
