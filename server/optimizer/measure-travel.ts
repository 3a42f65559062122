import type { ProfileName } from '../../shared/roads.ts'
import type { SearchReport } from '../../shared/optimizer.ts'
import { findProfile, profilesByName, type Travel } from '../roads/index.ts'
import { readMatrices, type TravelTables } from './vroom/read-matrices.ts'
import type { VroomRequest } from './vroom/read-request.ts'
import { VroomRefusal } from './vroom/vroom-refusal.ts'

/** Points of one problem whose travel is asked for: 4 million cells. */
const MOST_POINTS = 2000

export interface MeasuredTravel extends TravelTables {
  readonly source: SearchReport['travel']
}

/**
 * Travel of every profile: as given, or along roads in whole seconds and metres, as VROOM asks its routing engines.
 * @throws VroomRefusal, Problem road-engine-unavailable; AbortError when the signal is aborted meanwhile
 */
export async function measureTravel(
  request: VroomRequest,
  travel: Travel | undefined,
  signal: AbortSignal,
): Promise<MeasuredTravel> {
  const { places } = request
  if (places.given) return { ...readMatrices(request), source: 'given' }
  if (!travel) throw new Error('there are no roads to ask')
  if (places.points.length > MOST_POINTS)
    throw new VroomRefusal(
      'optimize-too-large',
      `more than ${String(MOST_POINTS)} places without matrices`,
    )
  const measured: Awaited<ReturnType<Travel['matrix']>>[] = []
  // One after the other, so that nothing more is measured once the caller has hung up.
  for (const profile of request.profiles) {
    signal.throwIfAborted()
    measured.push(await travel.matrix(places.points, { profile: profileOf(request, profile) }))
  }
  signal.throwIfAborted()
  const sources = new Set(measured.map(({ source }) => source))
  const [only = 'estimate'] = sources
  return {
    hasDistances: true,
    source: sources.size === 1 ? only : 'mixed',
    matrices: measured.map(({ size, durations, distances }) => ({
      size,
      durations: durations.map(Math.round),
      distances: distances.map(Math.round),
    })),
  }
}

/** @throws VroomRefusal for a name that roads are not known by */
export function profileOf({ vehicles }: VroomRequest, name: string): ProfileName {
  const profile = findProfile(name)
  if (profile) return profile
  const { pointer = '' } = vehicles.find((vehicle) => vehicle.profile === name) ?? {}
  throw new VroomRefusal(
    'optimize-unsupported',
    `Not supported: roads for ${name}; known are ${Object.keys(profilesByName).join(', ')}`,
    `${pointer}/profile`,
  )
}
