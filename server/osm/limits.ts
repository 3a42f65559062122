import { Flaw } from './flaw.ts'
import type { OsmKind } from './osm.ts'

/**
 * Far above what the OSM database takes (2,000 nodes, 32,000 members), far below what would fill the memory: a small
 * compressed file can claim millions.
 */
const MOST_PARTS = 1_000_000

const MOST_LNG = 1_800_000_000
const MOST_LAT = 900_000_000

/** Degrees × 10⁷. Also refuses what is not a number. */
export function checkPlace(id: number, lng: number, lat: number): void {
  if (lng >= -MOST_LNG && lng <= MOST_LNG && lat >= -MOST_LAT && lat <= MOST_LAT) return
  throw new Flaw(
    'coordinates',
    `node ${id} lies outside the earth, at longitude ${lng / 1e7} and latitude ${lat / 1e7}`,
  )
}

/** Ids are kept as JavaScript numbers, which are whole up to 2⁵³. */
export function checkId(id: number): void {
  if (Number.isSafeInteger(id)) return
  throw new Flaw(
    'malformed',
    Number.isNaN(id) ? 'an object has no id' : `the id ${id} is out of range`,
  )
}

/** Nodes of a way, members of a relation. */
export function checkParts(kind: OsmKind, id: number, count: number): void {
  if (count > MOST_PARTS)
    throw new Flaw('oversized', `${kind} ${id} has more than ${MOST_PARTS} parts`)
}
