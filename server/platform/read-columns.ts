import { sql } from 'kysely'
import type { LngLat } from '../../shared/geo.ts'

/** A timestamptz column as the contract writes it: RFC 3339 in UTC with milliseconds. */
export const instantOf = (column: string) =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** A point column as `[lng, lat]`; null stays null. */
export const lngLatOf = (column: string) => {
  const point = sql.ref(column)
  return sql<LngLat>`case when ${point} is not null then json_build_array(ST_X(${point}), ST_Y(${point})) end`
}

/** A pair as a point for writing. */
export const pointOf = ([lng, lat]: LngLat) =>
  sql`ST_SetSRID(ST_MakePoint(${lng}::double precision, ${lat}::double precision), 4326)`

/** What a person typed, as an `ilike` pattern that matches it anywhere, its wildcards taken literally. */
export const anywhere = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
