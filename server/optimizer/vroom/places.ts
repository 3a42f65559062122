import type { LngLat } from '../../../shared/geo.ts'
import type { VroomInput } from '../../../shared/optimizer-input.ts'
import { VroomRefusal } from './vroom-refusal.ts'

/** Where tasks and vehicles are: rows of the given matrices, or coordinates whose travel is asked for. */
export interface Places {
  /** Whether the problem brings its own matrices. */
  readonly given: boolean
  /** The coordinates, each once; empty with matrices. */
  readonly points: readonly LngLat[]
  /**
   * Row and column of a place.
   * @param keys names of the two keys, for refusals
   */
  locate(place: Located, pointer: string, keys?: PlaceKeys): number
}

export interface Located {
  readonly location?: LngLat | undefined
  readonly location_index?: number | undefined
}
type PlaceKeys = readonly [location: string, index: string]
const taskKeys: PlaceKeys = ['location', 'location_index']

export function openPlaces({ matrices, matrix }: VroomInput): Places {
  if (matrices !== undefined || matrix !== undefined)
    return { given: true, points: [], locate: byIndex }
  const points: LngLat[] = []
  const rows = new Map<string, number>()
  const locate: Places['locate'] = ({ location }, pointer, [key] = taskKeys) => {
    if (!location)
      throw new VroomRefusal(
        'optimize-invalid',
        `${key} is missing, and there are no matrices`,
        pointer,
      )
    const name = location.join(',')
    const row = rows.get(name) ?? points.push(location) - 1
    rows.set(name, row)
    return row
  }
  return { given: false, points, locate }
}

const byIndex: Places['locate'] = ({ location_index: row }, pointer, [, key] = taskKeys) => {
  if (row === undefined)
    throw new VroomRefusal('optimize-invalid', `${key} is missing, as matrices are given`, pointer)
  return row
}
