import { lookUp } from './look-up.ts'

const KMH_PER_MPH = 1.609344
const KMH_PER_KNOT = 1.852

/** km/h by zone where a country says nothing else. */
const zones: Readonly<Record<string, number>> = {
  walk: 6,
  living_street: 12,
  bicycle_road: 30,
  school: 30,
  urban: 50,
  rural: 90,
  trunk: 100,
  expressway: 100,
  motorway: 120,
}

/** Where countries differ from that. */
const countryZones: Readonly<Record<string, number>> = {
  'CN:rural': 70,
  'CN:expressway': 80,
  'DE:rural': 100,
  'DE:motorway': 130,
  'AT:rural': 100,
  'AT:motorway': 130,
  'CH:rural': 80,
  'FR:rural': 80,
  'FR:motorway': 130,
  'IT:motorway': 130,
  'RU:urban': 60,
  'RU:living_street': 20,
  'JP:rural': 60,
  'JP:motorway': 100,
  'GB:nsl_restricted': 30 * KMH_PER_MPH,
  'GB:nsl_single': 60 * KMH_PER_MPH,
  'GB:nsl_dual': 70 * KMH_PER_MPH,
  'GB:motorway': 70 * KMH_PER_MPH,
}

/** What is driven where nothing limits. */
const UNLIMITED = 140

/**
 * km/h of a `maxspeed` value: `50`, `30 mph`, `CN:urban`, `DE:zone30`, `walk`, `none`. Undefined for what says nothing
 * about the speed (`signals`, `variable`) or cannot be read. Of a list the first.
 */
export function parseMaxspeed(value: string): number | undefined {
  const text = (value.split(/[;|]/)[0] ?? '').trim()
  const [, figure, unit] = /^(\d+(?:\.\d+)?)\s*(km\/?h|kmh|kph|mph|knots)?$/i.exec(text) ?? []
  if (figure !== undefined) return positive(Number(figure) * unitSpeed(unit?.toLowerCase()))
  if (text === 'none' || text === 'unlimited') return UNLIMITED
  return parseZone(text)
}

function parseZone(text: string): number | undefined {
  const zone = text.slice(text.indexOf(':') + 1)
  const posted = /^(?:zone:?)?(\d+)$/.exec(zone)?.[1]
  if (posted !== undefined) return positive(Number(posted))
  return lookUp(countryZones, text) ?? lookUp(zones, zone)
}

function unitSpeed(unit: string | undefined): number {
  if (unit === 'mph') return KMH_PER_MPH
  return unit === 'knots' ? KMH_PER_KNOT : 1
}

const positive = (kmh: number) => (kmh > 0 ? kmh : undefined)
