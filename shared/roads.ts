import { Type, type Static } from 'typebox'
import { Bbox, LngLat } from './geo.ts'
import { Nullable } from './schema.ts'
import { Instant } from './time.ts'

/** How somebody travels. */
export const profileNames = ['car', 'e-bike', 'foot'] as const
export const ProfileName = Type.Enum(profileNames)
export type ProfileName = (typeof profileNames)[number]

/** Where times and distances come from: along streets, as the crow flies times a factor, or some of each. */
export const travelSources = ['roads', 'mixed', 'estimate'] as const
export const TravelSource = Type.Enum(travelSources)
export type TravelSource = (typeof travelSources)[number]

/** What one profile got out of a file. */
export const ProfileReport = Type.Object({
  profile: ProfileName,
  segments: Type.Integer(),
  turns: Type.Integer(),
  restrictions: Type.Integer(),
  /** Rules of kinds that are not followed (conditional ones, broken ones). */
  restrictionsIgnored: Type.Integer(),
  /** Kilometres that cannot be reached from the largest connected part, left out. */
  cutKilometres: Type.Number(),
  cutParts: Type.Integer(),
})
export type ProfileReport = Static<typeof ProfileReport>

/** What became of the base map. */
export const MapReport = Type.Object({
  /** Areas that are not drawn because they do not close, as those that an extract has cut. */
  broken: Type.Integer(),
  /** The sea: 'unclear' when the coastlines do not tell where it is, so that it is not drawn. */
  ocean: Type.Enum(['none', 'drawn', 'unclear']),
})
export type MapReport = Static<typeof MapReport>

/** The streets and base map in use. */
export const RoadData = Type.Object({
  id: Type.String(),
  fileName: Type.String(),
  importedAt: Instant,
  bbox: Bbox,
  nodes: Type.Integer(),
  segments: Type.Integer(),
  bytes: Type.Integer(),
  profiles: Type.Array(ProfileReport),
  /** What of the file the base map does not show; absent where that was not counted. */
  map: Type.Optional(MapReport),
})
export type RoadData = Static<typeof RoadData>

export const roadImportStages = ['receive', 'read', 'network', 'contract', 'map', 'store'] as const

/** Why a file was refused. */
export const roadImportFaults = [
  'empty',
  /** Not OSM data at all, or an OSM format that is not read. */
  'foreign',
  /** Changes to a map, or its history, rather than one map. */
  'changes',
  'truncated',
  'malformed',
  'compression',
  /** The file demands a feature of its readers that this one lacks. */
  'feature',
  'oversized',
  'coordinates',
  'no-streets',
  /** Above MAX_ROADS_MB. */
  'too-large',
] as const
export type RoadImportFault = (typeof roadImportFaults)[number]

/** The import under way, or the last one. */
export const RoadImport = Type.Object({
  fileName: Type.String(),
  status: Type.Enum(['running', 'done', 'failed', 'cancelled']),
  stage: Type.Enum(roadImportStages),
  /** Of everything, 0 to 1. */
  progress: Type.Number(),
  startedAt: Instant,
  /** What is wrong with the file; null when it was not the file that failed. */
  fault: Nullable(Type.Enum(roadImportFaults)),
  /** Why it failed and where in the file, in English. */
  detail: Nullable(Type.String()),
})
export type RoadImport = Static<typeof RoadImport>

export const roadEngines = ['own', 'osrm', 'valhalla', 'openrouteservice'] as const

export const RoadState = Type.Object({
  engine: Type.Enum(roadEngines),
  /** 'empty': no road data yet, times are estimates. 'failed': the engine asked does not answer. */
  state: Type.Enum(['ready', 'empty', 'failed']),
  detail: Nullable(Type.String()),
  /** What customer managers and inspectors travel by, for planning. */
  profile: ProfileName,
  data: Nullable(RoadData),
  import: Nullable(RoadImport),
})
export type RoadState = Static<typeof RoadState>

export const RoutePath = Type.Object({
  /** Whole seconds and metres of each leg between consecutive points. */
  legs: Type.Array(Type.Object({ seconds: Type.Integer(), metres: Type.Integer() })),
  line: Type.Array(LngLat),
  source: TravelSource,
})
export type RoutePath = Static<typeof RoutePath>

const mostPoints = 1000
/** Cells of a matrix that one request may ask for. */
export const mostMatrixCells = 250_000

/** Either all points with each other, or sources to destinations. */
export const RoadMatrixRequest = Type.Object({
  points: Type.Optional(Type.Array(LngLat, { minItems: 1, maxItems: mostPoints })),
  sources: Type.Optional(Type.Array(LngLat, { minItems: 1, maxItems: mostPoints })),
  destinations: Type.Optional(Type.Array(LngLat, { minItems: 1, maxItems: mostPoints })),
  profile: Type.Optional(ProfileName),
  hour: Type.Optional(Type.Integer({ minimum: 0, maximum: 23 })),
})
export type RoadMatrixRequest = Static<typeof RoadMatrixRequest>

/** Where a point meets the streets. */
export const StreetPoint = Type.Object({
  location: LngLat,
  /** From the point asked for. */
  metres: Type.Number(),
  /** Of the street; empty when it has none. */
  name: Type.String(),
})
export type StreetPoint = Static<typeof StreetPoint>

const Cells = Type.Array(Type.Array(Nullable(Type.Number())))

export const RoadMatrixAnswer = Type.Object({
  /** Seconds and metres, row = from; null: both ends are on streets, but no way joins them. */
  durations: Cells,
  distances: Cells,
  /** Null: no street near. The cells of such a point are estimates, as all are when the source is 'estimate'. */
  sources: Type.Array(Nullable(StreetPoint)),
  destinations: Type.Array(Nullable(StreetPoint)),
  source: TravelSource,
})
export type RoadMatrixAnswer = Static<typeof RoadMatrixAnswer>

/** Streets within reach of a point, as a GeoJSON feature. */
export const RoadReachAnswer = Type.Object({
  type: Type.Literal('Feature'),
  geometry: Type.Object({
    type: Type.Literal('MultiLineString'),
    coordinates: Type.Array(Type.Array(LngLat)),
  }),
  properties: Type.Object({
    origin: StreetPoint,
    profile: ProfileName,
    /** How much street is reached. */
    metres: Type.Integer(),
  }),
})
export type RoadReachAnswer = Static<typeof RoadReachAnswer>
