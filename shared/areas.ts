import { Type, type Static } from 'typebox'
import { Nullable } from './schema.ts'

export const areaKinds = ['city', 'district', 'station', 'cell', 'other'] as const
export const AreaKind = Type.Enum(areaKinds)
export type AreaKind = (typeof areaKinds)[number]

export const populationKinds = ['resident', 'registered', 'daytime'] as const

/** A territory polygon's facts; its outline comes from `/areas.geojson`. */
export const Area = Type.Object({
  id: Type.Integer(),
  code: Type.String(),
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  kind: AreaKind,
  parentId: Nullable(Type.Integer()),
  population: Nullable(Type.Integer()),
  populationKind: Nullable(Type.Enum(populationKinds)),
  populationYear: Nullable(Type.Integer()),
  populationSource: Nullable(Type.String()),
  plannedLicences: Nullable(Type.Integer()),
})
export type Area = Static<typeof Area>
