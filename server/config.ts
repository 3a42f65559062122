import { resolve } from 'node:path'
import { roadEngines } from '../shared/roads.ts'

/** Everything that can be set from outside, checked once at start. */
export interface Config {
  readonly host: string
  readonly port: number
  /** Absolute path of the folder for the embedded database and files. */
  readonly dataDir: string
  /** A PostgreSQL server with PostGIS; the embedded database when absent. */
  readonly databaseUrl: string | undefined
  /** Joins several nodes into one live channel; a single node when absent. */
  readonly redisUrl: string | undefined
  /** The address people type, when a proxy stands in front: decides allowed origins and secure cookies. */
  readonly publicUrl: URL | undefined
  /** IANA zone of every day and time of day. */
  readonly timeZone: string
  readonly logLevel: string
  /** Rejects bodies of imports above this size. */
  readonly maxUploadBytes: number
  /** The same for OpenStreetMap files. */
  readonly maxRoadsBytes: number
  /** Who answers for times and distances. */
  readonly roadEngine: RoadEngineChoice
  /** Opens the OSRM API to programs elsewhere; without it they need a session or a device token. */
  readonly roadsToken: string | undefined
}

/** Beatline's own engine, or one that runs already and is asked over HTTP. */
export type RoadEngineChoice =
  | { readonly name: 'own' }
  | {
      readonly name: Exclude<(typeof roadEngines)[number], 'own'>
      /** Without a slash at its end. */
      readonly url: string
      /** What the hosted openrouteservice asks for. */
      readonly key: string | undefined
    }

/** Says in one sentence per setting what is wrong and what to write instead. */
export class ConfigRefused extends Error {
  override name = 'ConfigRefused'
  readonly reasons: readonly string[]
  constructor(reasons: readonly string[]) {
    super(reasons.join('\n'))
    this.reasons = reasons
  }
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

/** @throws ConfigRefused naming every setting that is wrong, not only the first. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const reasons: string[] = []
  const read = (name: string) => environment[name]?.trim() || undefined
  const wrong = (name: string, expected: string) =>
    reasons.push(`${name}="${hideLogin(read(name) ?? '')}" is not usable: write ${expected}.`)

  const whole = (name: string, fallback: number, min: number, max: number): number => {
    const text = read(name)
    if (text === undefined) return fallback
    const value = Number(text)
    if (!Number.isInteger(value) || value < min || value > max)
      wrong(name, `a whole number from ${min} to ${max}`)
    return value
  }
  const url = (name: string, protocols: string[], example: string): URL | undefined => {
    const text = read(name)
    if (text === undefined) return undefined
    const parsed = URL.canParse(text) ? new URL(text) : undefined
    if (parsed && protocols.includes(parsed.protocol)) return parsed
    wrong(name, `an address like ${example}`)
    return undefined
  }

  const timeZone = read('TIME_ZONE') ?? 'Asia/Shanghai'
  if (!isTimeZone(timeZone)) wrong('TIME_ZONE', 'an IANA name like Asia/Shanghai')
  const logLevel = read('LOG_LEVEL') ?? 'warn'
  if (!logLevels.includes(logLevel)) wrong('LOG_LEVEL', `one of ${logLevels.join(', ')}`)

  const config: Config = {
    host: read('HOST') ?? '127.0.0.1',
    port: whole('PORT', 3000, 0, 65_535),
    dataDir: resolve(read('DATA_DIR') ?? './data'),
    databaseUrl: url('DATABASE_URL', ['postgres:', 'postgresql:'], 'postgres://user@host:5432/name')
      ?.href,
    redisUrl: url('REDIS_URL', ['redis:', 'rediss:'], 'redis://host:6379')?.href,
    publicUrl: url('PUBLIC_URL', ['http:', 'https:'], 'https://beatline.example.org'),
    timeZone,
    logLevel,
    maxUploadBytes: whole('MAX_UPLOAD_MB', 64, 1, 1024) * 1024 * 1024,
    maxRoadsBytes: whole('MAX_ROADS_MB', 2048, 1, 65_536) * 1024 * 1024,
    roadEngine: readRoadEngine(read, wrong, url),
    roadsToken: read('ROADS_TOKEN'),
  }
  if (config.roadsToken !== undefined && config.roadsToken.length < 16)
    reasons.push('ROADS_TOKEN is not usable: write at least 16 characters that nobody guesses.')
  if (reasons.length > 0) throw new ConfigRefused(reasons)
  return config
}

function readRoadEngine(
  read: (name: string) => string | undefined,
  wrong: (name: string, expected: string) => void,
  readUrl: (name: string, protocols: string[], example: string) => URL | undefined,
): RoadEngineChoice {
  const text = read('ROAD_ENGINE') ?? 'own'
  const name = roadEngines.find((one) => one === text)
  if (name === undefined) wrong('ROAD_ENGINE', `one of ${roadEngines.join(', ')}`)
  const url = readUrl('ROAD_ENGINE_URL', ['http:', 'https:'], 'http://127.0.0.1:5000')
  if (name === undefined || name === 'own') {
    if (url) wrong('ROAD_ENGINE_URL', 'ROAD_ENGINE=osrm, valhalla or openrouteservice beside it')
    return { name: 'own' }
  }
  if (read('ROAD_ENGINE_URL') === undefined)
    wrong('ROAD_ENGINE_URL', `the address of ${name}, like http://127.0.0.1:5000`)
  if (url && url.username + url.password)
    wrong('ROAD_ENGINE_URL', 'an address without name and password')
  return { name, url: (url?.href ?? '').replace(/\/+$/, ''), key: read('ROAD_ENGINE_KEY') }
}

export const loopbackNames: readonly string[] = ['127.0.0.1', '::1', 'localhost']

/** Whether only programs on this machine can reach the server: no network, and no proxy that lets the network in. */
export function isLoopbackOnly({ host, publicUrl }: Pick<Config, 'host' | 'publicUrl'>): boolean {
  return publicUrl === undefined && loopbackNames.includes(host)
}

/** The part of the configuration that opens the database. */
export function databaseOptions({
  dataDir,
  databaseUrl,
}: Pick<Config, 'dataDir' | 'databaseUrl'>): { dataDir: string; databaseUrl?: string } {
  return databaseUrl === undefined ? { dataDir } : { dataDir, databaseUrl }
}

/** What was written, as it may be logged: without the user and password of an address. */
const hideLogin = (text: string) => text.replace(/\/\/.*@/, '//***@')

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
