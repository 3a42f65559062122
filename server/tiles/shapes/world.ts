import type { LngLat } from '../../../shared/geo.ts'

/** Side of the Web Mercator square in world units: 4 cm each at the equator, and whole numbers of 31 bits. */
export const WORLD_BITS = 30
export const WORLD = 2 ** WORLD_BITS

/** Beyond it the square ends. */
const MAX_LATITUDE = 85.051_128_779_806_59

/** Metres around the equator in this projection. */
const EQUATOR = 40_075_016.685_578_5

/** @param lng degrees × 10⁷ */
export function worldX(lng: number): number {
  return Math.round((lng / 3.6e9 + 0.5) * WORLD)
}

/** North is 0, as in tiles. @param lat degrees × 10⁷; beyond the map's edge it is the edge */
export function worldY(lat: number): number {
  const bounded = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, lat / 1e7))
  const sine = Math.sin((bounded * Math.PI) / 180)
  return Math.round((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD)
}

export function lngLatOf(x: number, y: number): LngLat {
  const lat =
    (2 * Math.atan(Math.exp((0.5 - y / WORLD) * 2 * Math.PI)) - Math.PI / 2) * (180 / Math.PI)
  return [(x / WORLD - 0.5) * 360, lat]
}

/** Square metres of the projection, as the schema's `way_area` is told. */
export function mercatorArea(units: number): number {
  return units * (EQUATOR / WORLD) ** 2
}
