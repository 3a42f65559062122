import type { VroomMatrices } from '../../../shared/optimizer-input.ts'
import type { TravelMatrix } from '../../solver/index.ts'
import type { VroomRequest } from './read-request.ts'
import { escapePointer } from './check-shape.ts'
import { VroomRefusal } from './vroom-refusal.ts'

/** Travel of every profile, in the order of `VroomRequest.profiles`. */
export interface TravelTables {
  readonly matrices: readonly TravelMatrix[]
  /** Whether metres mean anything; without distances they are all 0. */
  readonly hasDistances: boolean
}

type Matrices = VroomMatrices[string]
/** A map, as callers name profiles what they like: "constructor" is no key of it. */
type ByProfile = ReadonlyMap<string, Matrices>

/** The matrices that came with the problem. @throws VroomRefusal */
export function readMatrices(request: VroomRequest): TravelTables {
  const { input, profiles } = request
  const all = new Map(Object.entries<Matrices>(input.matrices ?? {}))
  if (input.matrix && !all.has('car')) all.set('car', { durations: input.matrix })
  const hasDistances = profiles.every((profile) => all.get(profile)?.distances !== undefined)
  const matrices = profiles.map((profile) => readMatrix(all, profile, input.matrices === undefined))
  const size = matrices[0]?.size ?? 0
  matrices.forEach((matrix, index) => {
    if (matrix.size !== size)
      throw new VroomRefusal(
        'optimize-invalid',
        'all matrices have one size',
        `/matrices/${escapePointer(profiles[index] ?? '')}`,
      )
  })
  refuseWithoutDistances(request, all)
  refuseOtherCosts(request, all)
  refusePlacesOutside(request, size)
  return { matrices, hasDistances }
}

function readMatrix(all: ByProfile, profile: string, isOld: boolean): TravelMatrix {
  const pointer = isOld ? '/matrix' : `/matrices/${escapePointer(profile)}`
  const tables = all.get(profile)
  if (!tables)
    throw new VroomRefusal('optimize-invalid', `there is no matrix of ${profile}`, '/matrices')
  const size = tables.durations.length
  if (size === 0) throw new VroomRefusal('optimize-invalid', 'the matrix is empty', pointer)
  const read = (cells: number[][], name: string) =>
    flatten(cells, size, isOld ? pointer : `${pointer}/${name}`)
  return {
    size,
    durations: read(tables.durations, 'durations'),
    distances: tables.distances
      ? read(tables.distances, 'distances')
      : new Float64Array(size * size),
    ...(tables.costs && { costs: read(tables.costs, 'costs') }),
  }
}

function flatten(
  cells: readonly (readonly number[])[],
  size: number,
  pointer: string,
): Float64Array {
  const flat = new Float64Array(size * size)
  if (cells.length !== size)
    throw new VroomRefusal('optimize-invalid', `${String(size)} rows are needed`, pointer)
  cells.forEach((row, index) => {
    if (row.length !== size)
      throw new VroomRefusal(
        'optimize-invalid',
        `the matrix is not square: ${String(size)} columns are needed`,
        `${pointer}/${String(index)}`,
      )
    flat.set(row, index * size)
  })
  return flat
}

function refuseWithoutDistances({ vehicles }: VroomRequest, all: ByProfile): void {
  for (const { given, pointer, perMetre, profile } of vehicles)
    if ((perMetre > 0 || given.max_distance !== undefined) && !all.get(profile)?.distances)
      throw new VroomRefusal(
        'optimize-invalid',
        `the distances of ${profile} are needed`,
        perMetre > 0 ? `${pointer}/costs/per_km` : `${pointer}/max_distance`,
      )
}

/** As VROOM: a price per hour or kilometre beside a matrix of costs would mean nothing. */
function refuseOtherCosts({ vehicles }: VroomRequest, all: ByProfile): void {
  for (const { pointer, perSecond, perMetre, profile } of vehicles)
    if (all.get(profile)?.costs && (perSecond !== 1 || perMetre !== 0))
      throw new VroomRefusal(
        'optimize-invalid',
        `${profile} has a matrix of costs already`,
        `${pointer}/costs/${perSecond === 1 ? 'per_km' : 'per_hour'}`,
      )
}

function refusePlacesOutside({ tasks, vehicles }: VroomRequest, size: number): void {
  const check = (place: number | undefined, pointer: string) => {
    if (place !== undefined && place >= size)
      throw new VroomRefusal('optimize-invalid', `the matrices have ${String(size)} rows`, pointer)
  }
  for (const { place, pointer } of tasks) check(place, `${pointer}/location_index`)
  for (const { start, end, underway, pointer } of vehicles) {
    check(start, `${pointer}/start_index`)
    check(end, `${pointer}/end_index`)
    check(underway?.from, `${pointer}/beatline/underway/location_index`)
  }
}
