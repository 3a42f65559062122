import { distanceMetres, type LngLat } from '../../../shared/geo.ts'
import { mostMatrixCells, type ProfileName } from '../../../shared/roads.ts'
import type { RemoteRoadQueries } from '../engine/road-queries.ts'
import type { TableOptions } from './parse-osrm-options.ts'
import { OsrmRefusal } from './osrm-refusal.ts'
import { roundValue, writeWaypoints, type OsrmWaypoint } from './write-waypoint.ts'

export const mostTablePoints = 1000

interface Table {
  readonly durations: (number | null)[][]
  readonly distances: (number | null)[][]
}

/** `/table/v1` @throws OsrmRefusal */
export async function answerTable(
  engine: RemoteRoadQueries,
  profile: ProfileName,
  points: readonly LngLat[],
  options: TableOptions,
): Promise<object> {
  checkOptions(options)
  const [rows, columns] = [pick('sources', options, points), pick('destinations', options, points)]
  if (points.length > mostTablePoints || rows.length * columns.length > mostMatrixCells)
    throw new OsrmRefusal('TooBig', 'Too many table coordinates')
  const at = (index: number) => points[index] as LngLat
  const found = await engine.matrix({ profile, sources: rows.map(at), targets: columns.map(at) })
  const sources = writeWaypoints(found.sources, options, rows)
  const destinations = writeWaypoints(found.targets, options, columns)
  const cut = (values: Float64Array) =>
    rows.map((_, row) =>
      Array.from(values.subarray(row * columns.length, (row + 1) * columns.length), (value) =>
        value === Infinity ? null : roundValue(value),
      ),
    )
  const table = { durations: cut(found.durations), distances: cut(found.distances) }
  const ends =
    options.fallback_coordinate === 'snapped'
      ? [sources.map(({ location }) => location), destinations.map(({ location }) => location)]
      : [rows.map(at), columns.map(at)]
  const { annotations = ['duration'], skip_waypoints: skips = false } = options
  return {
    code: 'Ok',
    ...fallBack(table, options.fallback_speed, ends),
    ...(annotations.includes('duration') ? { durations: scale(table, options) } : {}),
    ...(annotations.includes('distance') ? { distances: table.distances } : {}),
    ...(skips ? {} : ({ sources, destinations } satisfies Record<string, OsrmWaypoint[]>)),
  }
}

function checkOptions({ fallback_speed: speed = 1, scale_factor: factor = 1 }: TableOptions) {
  if (speed <= 0) throw new OsrmRefusal('InvalidOptions', 'fallback_speed must be > 0')
  if (factor <= 0) throw new OsrmRefusal('InvalidOptions', 'scale_factor must be > 0')
}

function pick(
  name: 'sources' | 'destinations',
  options: TableOptions,
  { length }: readonly LngLat[],
): number[] {
  const wanted = options[name] ?? 'all'
  if (wanted === 'all') return Array.from({ length }, (_, index) => index)
  if (wanted.some((index) => index >= length))
    throw new OsrmRefusal('InvalidOptions', `${name} names a coordinate that is not there`)
  return wanted
}

/** Fills what has no way, by the great circle at the speed that the caller gave, and says which cells these are. */
function fallBack(
  { durations, distances }: Table,
  speed: number | undefined,
  [rows = [], columns = []]: LngLat[][],
): { fallback_speed_cells?: [number, number][] } {
  if (speed === undefined) return {}
  const cells: [number, number][] = []
  durations.forEach((line, row) => {
    line.forEach((value, column) => {
      if (value !== null) return
      const metres = distanceMetres(rows[row] as LngLat, columns[column] as LngLat)
      line[column] = roundValue(metres / speed)
      ;(distances[row] as number[])[column] = roundValue(metres)
      cells.push([row, column])
    })
  })
  return { fallback_speed_cells: cells }
}

const scale = ({ durations }: Table, { scale_factor: factor = 1 }: TableOptions) =>
  durations.map((row) => row.map((value) => (value === null ? null : roundValue(value * factor))))
