import type { LngLat } from '../../shared/geo.ts'
import type { VroomRoute } from '../../shared/optimizer.ts'
import { encodePolyline } from '../../shared/polyline.ts'
import type { Travel, TravelLeg } from '../roads/index.ts'
import { profileOf } from './measure-travel.ts'
import type { VroomRequest } from './vroom/read-request.ts'
import { VroomRefusal } from './vroom/vroom-refusal.ts'

/** Whether the answer has lines, and so asks for roads even where matrices are given. */
export const wantsGeometry = ({ input }: Pick<VroomRequest, 'input'>) => input.options?.g === true

/**
 * Before anything is computed: every place that may be drawn has coordinates.
 * @throws VroomRefusal
 */
export function checkDrawable(request: VroomRequest): void {
  if (!wantsGeometry(request)) return
  const check = (location: LngLat | undefined, pointer: string) => {
    if (!location)
      throw new VroomRefusal(
        'optimize-invalid',
        'options.g needs coordinates of every place',
        pointer,
      )
  }
  for (const { given, pointer } of request.tasks) check(given.location, `${pointer}/location`)
  for (const { given, pointer, start, end, profile } of request.vehicles) {
    if (start !== undefined) check(given.start, `${pointer}/start`)
    if (end !== undefined) check(given.end, `${pointer}/end`)
    profileOf(request, profile)
  }
}

/** Adds the line of every route and, where the problem brought none, distances. @throws AbortError when the signal is aborted meanwhile */
export async function drawRoutes(
  request: VroomRequest,
  routes: readonly VroomRoute[],
  travel: Travel,
  signal: AbortSignal,
): Promise<VroomRoute[]> {
  const profiles = new Map(
    request.vehicles.map(({ given, profile }) => [given.id, profileOf(request, profile)]),
  )
  const drawn: VroomRoute[] = []
  // One after the other: the road engine has few threads, and they are everybody's.
  for (const route of routes) {
    signal.throwIfAborted()
    const points = route.steps.flatMap(({ location }) => (location ? [location] : []))
    const profile = profiles.get(route.vehicle) ?? 'car'
    const { legs } = points.length < 2 ? { legs: [] } : await travel.route(points, { profile })
    const geometry = encodePolyline(legs.flatMap(({ line }) => line))
    drawn.push({ ...(route.distance === undefined ? addDistances(route, legs) : route), geometry })
  }
  return drawn
}

function addDistances(route: VroomRoute, legs: readonly TravelLeg[]): VroomRoute {
  let metres = 0
  let seen = 0
  const steps = route.steps.map((step) => {
    if (step.location) metres += seen++ === 0 ? 0 : (legs[seen - 2]?.metres ?? 0)
    return { ...step, distance: Math.round(metres) }
  })
  return { ...route, steps, distance: Math.round(metres) }
}
