import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { distanceMetres, LngLat } from '../../../shared/geo.ts'
import { decodePolyline, encodePolyline } from '../../../shared/polyline.ts'
import type { ProfileName } from '../../../shared/roads.ts'
import { Nullable } from '../../../shared/schema.ts'
import type { RoadPoint } from '../engine/road-queries.ts'
import { SNAP_METRES } from '../engine/snap.ts'
import { askEngine, refuseAnswer, refuseQuestion, type EngineAnswer } from './ask-engine.ts'
import { askInBlocks, type MatrixBlock } from './ask-in-blocks.ts'
import { askInWindows, type WindowAnswer } from './ask-in-windows.ts'
import { foundLeg, missingLeg, type TravelEngine } from './travel-engine.ts'

/** osrm-routed --max-table-size: that many sources and targets at a time. */
const MOST_TABLE_POINTS = 100
/** Below --max-viaroute-size 500, and the address below the 8 kB that proxies allow. */
const MOST_PATH_POINTS = 100

/** OSRM looks at none of them: a server's profile is fixed when its data is prepared. Proxies do. */
const profiles: Record<ProfileName, string> = {
  car: 'driving',
  'e-bike': 'cycling',
  foot: 'walking',
}
const folders: Record<ProfileName, string> = { car: 'car', 'e-bike': 'bike', foot: 'foot' }

const Waypoint = Type.Object({ location: LngLat, name: Type.Optional(Type.String()) })
type Waypoint = Type.Static<typeof Waypoint>
const Cells = Type.Array(Type.Array(Nullable(Type.Number())))
const OkTable = Type.Object({
  code: Type.Literal('Ok'),
  durations: Cells,
  distances: Cells,
  sources: Type.Array(Waypoint),
  destinations: Type.Array(Waypoint),
})
const Table = Compile(OkTable)
const Step = Type.Object({ geometry: Type.String() })
const Leg = Type.Object({
  duration: Type.Number(),
  distance: Type.Number(),
  steps: Type.Array(Step),
})
const Route = Compile(
  Type.Object({
    code: Type.Literal('Ok'),
    routes: Type.Array(Type.Object({ legs: Type.Array(Leg) }), { minItems: 1 }),
    waypoints: Type.Array(Waypoint),
  }),
)
const Refusal = Compile(Type.Object({ code: Type.String(), message: Type.Optional(Type.String()) }))

/** Codes about what was asked. The others say that the address or the server is not fit for it (docs/http.md, Code). */
const questionCodes = new Set([
  'InvalidOptions',
  'InvalidQuery',
  'InvalidValue',
  'NoSegment',
  'NoRoute',
  'NoTable',
  'TooBig',
])

/**
 * An osrm-routed, 5.21 or later. Its address may hold `{profile}` for servers side by side behind a proxy: car, bike or
 * foot stands there then. It has no hours of the day.
 */
export function openOsrm(url: string): TravelEngine {
  const addressOf = (service: string, profile: ProfileName, points: readonly LngLat[]) => {
    const base = url.replaceAll(/%7Bprofile%7D/gi, folders[profile])
    const line = encodeURIComponent(encodePolyline(points, 6))
    return `${base}/${service}/v1/${profiles[profile]}/polyline6(${line})`
  }
  return {
    matrix: ({ profile, ...query }) =>
      askInBlocks(query, MOST_TABLE_POINTS, (sources, targets) =>
        askTable((points) => addressOf('table', profile, points), sources, targets),
      ),
    async path({ profile, points }) {
      const legs = await askInWindows(points, MOST_PATH_POINTS, (window) =>
        askRoute(addressOf('route', profile, window), window),
      )
      return { legs }
    },
  }
}

/** A server with a radius of its own refuses a table for one point off the road: it is asked again without that. */
async function askTable(
  addressOf: (points: readonly LngLat[]) => string,
  sources: readonly LngLat[],
  targets: readonly LngLat[],
  lost: ReadonlySet<LngLat> = new Set(),
): Promise<MatrixBlock> {
  const rows = sources.filter((point) => !lost.has(point))
  const columns = targets.filter((point) => !lost.has(point))
  if (rows.length === 0 || columns.length === 0)
    return spreadBlock(emptyTable, sources, targets, lost)
  const list = (first: number, count: number) =>
    Array.from({ length: count }, (_, index) => first + index).join(';')
  const answer = await ask(
    `${addressOf([...rows, ...columns])}?annotations=duration,distance&generate_hints=false` +
      `&sources=${list(0, rows.length)}&destinations=${list(rows.length, columns.length)}`,
  )
  const { body } = answer
  if (Table.Check(body)) return spreadBlock(body, sources, targets, lost)
  const unmet = [...rows, ...columns][lostIndex(body)]
  if (!unmet) throw refuse(addressOf([]), answer)
  return askTable(addressOf, sources, targets, new Set([...lost, unmet]))
}

const emptyTable = { durations: [], distances: [], sources: [], destinations: [] }

/** Puts rows and columns of lost points back in. */
function spreadBlock(
  table: Type.Static<typeof OkTable> | typeof emptyTable,
  sources: readonly LngLat[],
  targets: readonly LngLat[],
  lost: ReadonlySet<LngLat>,
): MatrixBlock {
  const spread = <T>(points: readonly LngLat[], values: readonly T[], hole: T): T[] => {
    let next = 0
    return points.map((point) => (lost.has(point) ? hole : (values[next++] ?? hole)))
  }
  const cells = (rows: readonly (readonly (number | null)[])[]) =>
    spread<readonly (number | null)[]>(sources, rows, []).map((row) => spread(targets, row, null))
  const places = (points: readonly LngLat[], waypoints: readonly Waypoint[]) =>
    spread<Waypoint | null>(points, waypoints, null).map((waypoint, index) =>
      meet(points[index] as LngLat, waypoint),
    )
  return {
    durations: cells(table.durations),
    distances: cells(table.distances),
    sources: places(sources, table.sources),
    targets: places(targets, table.destinations),
  }
}

function lostIndex(body: unknown): number {
  if (!Refusal.Check(body) || body.code !== 'NoSegment') return -1
  return Number(/coordinate (\d+)/.exec(body.message ?? '')?.[1] ?? -1)
}

async function askRoute(address: string, points: readonly LngLat[]): Promise<WindowAnswer> {
  const answer = await ask(
    // Turning round at a stop is free, as it is in a matrix.
    `${address}?steps=true&overview=false&geometries=polyline6&continue_straight=false&generate_hints=false`,
  )
  const { body } = answer
  if (!Route.Check(body)) {
    if (Refusal.Check(body) && body.code === 'NoRoute') return 'no-way'
    if (Refusal.Check(body) && body.code === 'NoSegment') return 'off-road'
    throw refuse(address, answer)
  }
  const met = points.map((point, index) => meet(point, body.waypoints[index]))
  const [route] = body.routes
  return (route?.legs ?? []).map(({ duration, distance, steps }, index) => {
    if (!met[index] || !met[index + 1]) return missingLeg('off-road')
    return foundLeg(joinSteps(steps.map(({ geometry }) => geometry)), duration, distance)
  })
}

/** Its server keeps connections open but delays small packets on them: 44 ms instead of 1 ms (roads.md, §4). */
const ask = (url: string) => askEngine(url, { headers: { connection: 'close' } })

/** OSRM finds a street for every point, on another continent if need be. */
function meet(point: LngLat, waypoint: Waypoint | null | undefined): RoadPoint | null {
  if (!waypoint) return null
  const metres = distanceMetres(point, waypoint.location)
  if (metres > SNAP_METRES) return null
  return { at: waypoint.location, metres, name: waypoint.name ?? '' }
}

/** Each step begins where the one before ends, and the last is where it stands. */
function joinSteps(polylines: readonly string[]): LngLat[] {
  const line = polylines.flatMap((text) => decodePolyline(text, 6))
  return line.filter((at, index) => index === 0 || String(at) !== String(line[index - 1]))
}

function refuse(address: string, { status, body }: EngineAnswer) {
  if (!Refusal.Check(body)) return refuseAnswer(address, status)
  const make = questionCodes.has(body.code) ? refuseQuestion : refuseAnswer
  return make(address, status, `${body.code} ${body.message ?? ''}`)
}
