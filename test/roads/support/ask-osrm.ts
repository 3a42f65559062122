import { afterAll, beforeAll } from 'vitest'
import type { LngLat } from '../../../shared/geo.ts'
import { openTown, type Town } from './open-town.ts'
import { corner } from './write-town.ts'

interface Step {
  geometry: string
  duration: number
  distance: number
  name: string
  mode: string
  maneuver: { type: string; modifier?: string; location: LngLat; bearing_after: number }
  intersections: { bearings: number[]; entry: boolean[]; in?: number; out?: number }[]
}
export interface OsrmLeg {
  steps: Step[]
  summary: string
  duration: number
  distance: number
  annotation: Record<string, number[]>
}
export interface OsrmAnswer {
  code: string
  message?: string
  routes: {
    geometry: string & { type: string; coordinates: LngLat[] }
    duration: number
    distance: number
    weight: number
    weight_name: string
    legs: OsrmLeg[]
  }[]
  waypoints: { location: LngLat; name: string; distance: number; hint?: string }[]
  durations: (number | null)[][]
  distances: (number | null)[][]
  sources: { location: LngLat }[]
  destinations: { location: LngLat }[]
}

export interface OsrmTown {
  readonly world: Town['world']
  /** As OSRM's clients do, without signing in. */
  readonly ask: (url: string, host?: string) => Promise<{ status: number; body: OsrmAnswer }>
}

/** Opens a town whose streets answer, for all tests of a file. */
export function eachFileHasOsrm(): OsrmTown {
  let town: Town
  beforeAll(async () => {
    town = await openTown()
  })
  afterAll(() => town.close())
  return {
    get world() {
      return town.world
    },
    ask: async (url, host = 'localhost') => {
      const answer = await town.world.inject({ method: 'GET', url, headers: { host } })
      return { status: answer.statusCode, body: answer.json<OsrmAnswer>() }
    },
  }
}

/** Coordinates as they stand in an address. */
export const list = (...points: LngLat[]) => points.map((point) => point.join(',')).join(';')

/** Two streets apart: east along row 1, then north along column 4. */
export const ends = list(corner(0.5, 1), corner(4, 2.5))
