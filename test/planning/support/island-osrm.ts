import { distanceMetres, type LngLat } from '../../../shared/geo.ts'
import { decodePolyline, encodePolyline } from '../../../shared/polyline.ts'
import { startServer, type Answer, type Asked } from '../../roads/support/answering-server.ts'

/** North of here is an island that no road leads to. */
export const SHORE = 36.7

/** As the roads of this engine go: a fifth longer than the straight line, 4 m/s. */
export const roadMetres = (from: LngLat, to: LngLat) => 1.2 * distanceMetres(from, to)
const METRES_PER_SECOND = 4
const isOnIsland = ([, lat]: LngLat) => lat > SHORE
const hasWay = (from: LngLat, to: LngLat) => isOnIsland(from) === isOnIsland(to)

/** An OSRM server of a country with an island; while it is down it answers nothing of use. */
export async function startIslandOsrm() {
  const state = { down: false }
  const server = await startServer(({ path }: Asked): Answer => {
    if (state.down) return { status: 502, body: 'Bad Gateway' }
    const points = decodePolyline(
      decodeURIComponent(/polyline6\(([^)]*)\)/.exec(path)?.[1] ?? ''),
      6,
    )
    return path.startsWith('/table') ? answerTable(points, path) : answerRoute(points)
  })
  return { ...server, state }
}

function answerTable(points: readonly LngLat[], path: string): Answer {
  const chosen = (name: string) => {
    const indexes = (new RegExp(`${name}=([\\d;]+)`).exec(path)?.[1] ?? '').split(';').map(Number)
    return points.filter((_, index) => indexes.includes(index))
  }
  const [sources, destinations] = [chosen('sources'), chosen('destinations')]
  const cells = (per: number) =>
    sources.map((from) =>
      destinations.map((to) => (hasWay(from, to) ? roadMetres(from, to) / per : null)),
    )
  const waypoints = (places: readonly LngLat[]) =>
    places.map((location) => ({ location, name: '' }))
  return {
    body: {
      code: 'Ok',
      durations: cells(METRES_PER_SECOND),
      distances: cells(1),
      sources: waypoints(sources),
      destinations: waypoints(destinations),
    },
  }
}

function answerRoute(points: readonly LngLat[]): Answer {
  const pairs = points.slice(1).map((to, leg) => [points[leg] ?? to, to] as const)
  if (!pairs.every(([from, to]) => hasWay(from, to)))
    return { status: 400, body: { code: 'NoRoute', message: 'Impossible route between points' } }
  const legs = pairs.map(([from, to]) => ({
    distance: roadMetres(from, to),
    duration: roadMetres(from, to) / METRES_PER_SECOND,
    steps: [{ geometry: encodePolyline([from, to], 6) }],
  }))
  const waypoints = points.map((location) => ({ location, name: '' }))
  return { body: { code: 'Ok', routes: [{ legs }], waypoints } }
}
