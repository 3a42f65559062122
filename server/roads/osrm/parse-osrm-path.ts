import type { LngLat } from '../../../shared/geo.ts'
import { decodePolyline } from '../../../shared/polyline.ts'
import type { ProfileName } from '../../../shared/roads.ts'
import { findProfile } from '../find-profile.ts'
import { OsrmRefusal } from './osrm-refusal.ts'

export const osrmServices = ['route', 'table', 'nearest'] as const
export type OsrmService = (typeof osrmServices)[number]

export interface OsrmPath {
  readonly service: OsrmService
  readonly profile: ProfileName
  readonly points: readonly LngLat[]
}

/** Up to three digits before the point, as OSRM's grammar has it. */
const number = /[+-]?\d{1,3}(?!\d)(?:\.\d+)?/y

/**
 * `/{service}/v1/{profile}/{coordinates}[.json]`, decoded.
 * @throws OsrmRefusal
 */
export function parseOsrmPath(path: string): OsrmPath {
  const [, service = '', version = '', profileName = '', rest] =
    /^\/([^/]*)\/v([^/]*)\/([^/]*)\/(.+)$/s.exec(path) ?? []
  if (rest === undefined) throw malformedUrl(path)
  const known = osrmServices.find((one) => one === service)
  if (!known) throw new OsrmRefusal('InvalidService', `Service ${service} not found!`)
  if (version !== '1') throw new OsrmRefusal('InvalidVersion', `Version v${version} not found!`)
  // OSRM itself looks at no profile: a server of its has one.
  const profile = findProfile(profileName)
  if (!profile) throw new OsrmRefusal('InvalidValue', `Profile ${profileName} not found!`)
  const text = rest.replace(/\.json$/, '')
  return { service: known, profile, points: parseCoordinates(text, path.length - rest.length) }
}

function parseCoordinates(text: string, begin: number): LngLat[] {
  const [, digits, polyline] = /^polyline(6?)\((.*)\)$/s.exec(text) ?? []
  const points = polyline === undefined ? parseList(text, begin) : decode(polyline, digits, begin)
  for (const [lng, lat] of points)
    if (Math.abs(lng) > 180 || Math.abs(lat) > 90)
      throw new OsrmRefusal('InvalidValue', 'Invalid coordinate value.')
  return points
}

function decode(polyline: string, digits: string | undefined, begin: number): LngLat[] {
  try {
    return decodePolyline(polyline, digits === '6' ? 6 : 5)
  } catch {
    throw malformedQuery(begin)
  }
}

/** `lng,lat;lng,lat…` The position told of an error is the one where OSRM stops reading. */
function parseList(text: string, begin: number): LngLat[] {
  const points: LngLat[] = []
  let at = 0
  const read = (): number | undefined => {
    number.lastIndex = at
    const [found] = number.exec(text) ?? []
    at += found?.length ?? 0
    return found === undefined ? undefined : Number(found)
  }
  for (;;) {
    const end = at
    if (points.length > 0 && text[at++] !== ';') break
    const lng = read()
    if (lng === undefined) throw malformedQuery(begin + end)
    if (text[at++] !== ',') throw malformedQuery(begin + at - 1)
    const lat = read()
    if (lat === undefined) throw malformedQuery(begin + at - 1)
    points.push([lng, lat])
    if (at === text.length) return points
  }
  throw malformedQuery(begin + at - 1)
}

export function malformedQuery(position: number): OsrmRefusal {
  const message = `Query string malformed close to position ${String(position)}`
  return new OsrmRefusal('InvalidQuery', message)
}

function malformedUrl(path: string): OsrmRefusal {
  const end = path.length
  const near = path.slice(Math.max(0, end - 3))
  const message = `URL string malformed close to position ${String(end)}: "${near}"`
  return new OsrmRefusal('InvalidUrl', message)
}
