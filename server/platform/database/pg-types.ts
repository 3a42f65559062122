import pg from 'pg'

const { builtins } = pg.types

function readSafeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a JavaScript number`)
  return value
}

/** Oids of array types whose elements are read here; pg's builtins name only scalars. */
const arrayOf = { int8: 1016, numeric: 1231, date: 1182, timestamp: 1115, timestamptz: 1185 }
type Read = (text: string) => unknown

/** Typed for any oid, not only those with a name in pg's list. */
const chooseDefault = pg.types.getTypeParser as (oid: number, format?: string) => Read
const readTextArray = chooseDefault(1009)
const readArray = (read: Read) => (text: string) =>
  (readTextArray(text) as (string | null)[]).map((one) => (one === null ? null : read(one)))

const asText = (text: string) => text

const parseInstant = pg.types.getTypeParser(builtins.TIMESTAMPTZ) as (text: string) => Date
const asInstant = (text: string) => parseInstant(text).toISOString()

/**
 * How column values are read, the same on both engines: int8 and numeric as numbers (an int8 beyond 2^53 is an
 * error, never rounded), a date as its "YYYY-MM-DD" (a day has no time zone), timestamptz as the contract's
 * RFC 3339 text in UTC (milliseconds), jsonb parsed, bytea as Buffer, geometry as EWKB hex.
 */
const readers = new Map<number, Read>([
  [builtins.INT8, readSafeInteger],
  [builtins.NUMERIC, Number],
  [builtins.DATE, asText],
  [builtins.TIMESTAMP, asText],
  [builtins.TIMESTAMPTZ, asInstant],
  [arrayOf.int8, readArray(readSafeInteger)],
  [arrayOf.numeric, readArray(Number)],
  [arrayOf.date, readArray(asText)],
  [arrayOf.timestamp, readArray(asText)],
  [arrayOf.timestamptz, readArray(asInstant)],
])

export const pgTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format = 'text') =>
    (format === 'text' && readers.get(oid)) || chooseDefault(oid, format),
}
