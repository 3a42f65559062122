import { malformedQuery } from './parse-osrm-path.ts'
import { OsrmRefusal } from './osrm-refusal.ts'

/** Gives the value of an option's text; undefined when it is none. */
type Reader<T> = (text: string) => T | undefined
type Readers = Readonly<Record<string, Reader<unknown>>>
type OptionsOf<R extends Readers> = {
  readonly [Name in keyof R]?: Exclude<ReturnType<R[Name]>, undefined>
}

const flag: Reader<boolean> = (text) =>
  text === 'true' ? true : text === 'false' ? false : undefined

const oneOf =
  <const T extends string>(...values: T[]): Reader<T> =>
  (text) =>
    values.find((value) => value === text)

const decimal: Reader<number> = (text) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined)

const whole: Reader<number> = (text) => (/^\d{1,6}$/.test(text) ? Number(text) : undefined)

/** `a;b;;d`: an empty element is null. */
const list =
  <T>(read: Reader<T>): Reader<(T | null)[]> =>
  (text) => {
    const elements = text.split(';').map((part) => (part === '' ? null : read(part)))
    return elements.includes(undefined) ? undefined : (elements as (T | null)[])
  }

/** `true` is all of them, `false` none. */
const some =
  <const T extends string>(...values: T[]): Reader<readonly T[]> =>
  (text) => {
    if (text === 'true') return values
    if (text === 'false') return []
    const wanted = text.split(',').map(oneOf(...values))
    return wanted.includes(undefined) ? undefined : (wanted as T[])
  }

const indexes: Reader<'all' | number[]> = (text) => {
  if (text === 'all') return 'all'
  const numbers = text.split(';').map(whole)
  return numbers.includes(undefined) ? undefined : (numbers as number[])
}

const general = {
  radiuses: list((text) => (text === 'unlimited' ? null : decimal(text))),
  bearings: list((text) => /^(\d{1,3}),(\d{1,3})$/.exec(text)?.slice(1).map(Number)),
  approaches: list(oneOf('unrestricted', 'curb', 'opposite')),
  hints: list((text) => (/^[\w+/=-]*$/.test(text) ? text : undefined)),
  exclude: (text: string) => text || undefined,
  snapping: oneOf('default', 'any'),
  generate_hints: flag,
  skip_waypoints: flag,
}

const readers = {
  route: {
    ...general,
    alternatives: (text: string) => flag(text) ?? whole(text),
    steps: flag,
    annotations: some('duration', 'distance', 'speed', 'weight', 'datasources', 'nodes'),
    geometries: oneOf('polyline', 'polyline6', 'geojson'),
    overview: oneOf('simplified', 'full', 'false'),
    continue_straight: oneOf('default', 'true', 'false'),
  },
  table: {
    ...general,
    sources: indexes,
    destinations: indexes,
    annotations: some('duration', 'distance'),
    fallback_speed: decimal,
    fallback_coordinate: oneOf('input', 'snapped'),
    scale_factor: decimal,
  },
  nearest: { ...general, number: whole },
} satisfies Record<string, Readers>

export type GeneralOptions = OptionsOf<typeof general>
export type RouteOptions = OptionsOf<typeof readers.route>
export type TableOptions = OptionsOf<typeof readers.table>
export type NearestOptions = OptionsOf<typeof readers.nearest>
interface OptionsByService {
  route: RouteOptions
  table: TableOptions
  nearest: NearestOptions
}

/**
 * The options of a service from the text after `?`.
 * @param begin position of that text in the address, for messages
 * @throws OsrmRefusal
 */
export function parseOsrmOptions<S extends keyof OptionsByService>(
  service: S,
  query: string,
  begin: number,
): OptionsByService[S] {
  const options: Record<string, unknown> = {}
  const known: Readers = readers[service]
  let at = begin
  for (const pair of query === '' ? [] : query.split('&')) {
    const [name = '', text = ''] = pair.split(/=(.*)/s).map(decodeOption)
    const value = Object.hasOwn(known, name) ? known[name]?.(text) : undefined
    // Whoever may ask is settled before; OSRM knows no tokens.
    if (value === undefined && name !== 'token') throw malformedQuery(at)
    options[name] = value
    at += pair.length + 1
  }
  return options
}

/**
 * Refuses what does not fit the points, or would be answered as if it had not been asked.
 * @throws OsrmRefusal
 */
export function checkGeneral(options: GeneralOptions, points: number): void {
  for (const name of ['hints', 'bearings', 'radiuses', 'approaches'] as const) {
    const size = options[name]?.length ?? points
    if (size !== points)
      throw new OsrmRefusal(
        'InvalidOptions',
        `Number of elements in ${name} size ${String(size)} does not match coordinate size ${String(points)}`,
      )
  }
  // A range of 180° to both sides is every direction.
  if (options.bearings?.some((bearing) => bearing && (bearing[1] ?? 0) < 180))
    throw new OsrmRefusal('InvalidOptions', 'bearings are not supported here')
  if (options.approaches?.some((approach) => approach && approach !== 'unrestricted'))
    throw new OsrmRefusal('InvalidOptions', 'approaches are not supported here')
  if (options.exclude !== undefined)
    throw new OsrmRefusal('InvalidValue', 'Exclude flag combination is not supported.')
  if (options.snapping === 'any')
    throw new OsrmRefusal('InvalidOptions', 'snapping=any is not supported here')
}

function decodeOption(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
