import { Type, type Static } from 'typebox'
import { AreaKind } from './areas.ts'
import { Nullable } from './schema.ts'
import { Day } from './time.ts'

/** Licence density of one area. A ratio whose base is unknown or 0 is null, never 0 or infinite. */
export const AreaDensity = Type.Object({
  areaId: Type.Integer(),
  licences: Type.Integer(),
  population: Nullable(Type.Integer()),
  /** Geodesic area, square kilometres, water included. */
  km2: Type.Number(),
  perThousand: Nullable(Type.Number()),
  perKm2: Nullable(Type.Number()),
  /** 建议办证户数; remaining (余量) = planned − licences. */
  planned: Nullable(Type.Integer()),
  remaining: Nullable(Type.Integer()),
  openReports: Type.Integer(),
})
export type AreaDensity = Static<typeof AreaDensity>

export const DensitySearch = Type.Object({
  kind: AreaKind,
  /** Licences valid on this day; today when absent. */
  asOf: Type.Optional(Day),
})
export type DensitySearch = Static<typeof DensitySearch>

export const Density = Type.Object({
  asOf: Day,
  areas: Type.Array(AreaDensity),
  /** Sums of numerators over sums of denominators; areas without population are left out of both. */
  total: Type.Object({
    licences: Type.Integer(),
    population: Nullable(Type.Integer()),
    km2: Type.Number(),
    perThousand: Nullable(Type.Number()),
    perKm2: Nullable(Type.Number()),
  }),
  /** Licensed shops whose point lies outside every area of this kind: counted here, never dropped. */
  outside: Type.Integer(),
})
export type Density = Static<typeof Density>

export const densityMeasures = [
  'perThousand',
  'perKm2',
  'licences',
  'remaining',
  'openReports',
] as const
export type DensityMeasure = (typeof densityMeasures)[number]

/** The local layout rules in force on a day, as data. */
export const RuleSet = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  validFrom: Day,
  sourceText: Type.String(),
  rules: Type.Object({
    spacingMetres: Type.Record(Type.String(), Type.Number()),
    schoolMetres: Type.Record(Type.String(), Type.Number()),
    quotaPerThousand: Type.Optional(Type.Number()),
  }),
})
export type RuleSet = Static<typeof RuleSet>
