import { areaKinds, populationKinds } from '../../shared/areas.ts'
import { roles } from '../../shared/auth.ts'
import type { ImportKind } from '../../shared/imports.ts'
import {
  reportChannels,
  reportKinds,
  reportOutcomes,
  reportStatuses,
} from '../../shared/reports.ts'
import {
  formats,
  positionMethods,
  retailerStatuses,
  settings,
  sizes,
} from '../../shared/retailers.ts'
import { skipReasons, visitOutcomes } from '../../shared/visits.ts'
import { directory } from '../lib/directory.svelte.ts'
import { nameOf } from '../lib/format.ts'
import { t as words } from '../lib/words.ts'
import { t as licenceWords } from '../licences/words.ts'
import { t as reportWords } from '../reports/words.ts'
import { t as shopWords } from '../retailers/words.ts'
import { readPoint } from './read-point.ts'
import { t } from './words.ts'

type Reading = (raw: string) => string | undefined

const schools = ['kindergarten', 'primary', 'middle', 'high', 'vocational', 'university'] as const

function oneOf<Value extends string>(
  values: readonly Value[],
  text: (value: Value) => string,
): Reading {
  return (raw) => {
    const known = values.find((value) => value === raw)
    return known && text(known)
  }
}

const person: Reading = (raw) => {
  const known = directory.person(Number(raw))
  return known && nameOf(known)
}
const team: Reading = (raw) => {
  const known = directory.team(Number(raw))
  return known && nameOf(known)
}
/** A point by its coordinates; outlines and lines are too long to be read. */
const place: Reading = (raw) => {
  const point = readPoint(raw)
  return point ? point.map((degrees) => degrees.toFixed(5)).join(', ') : t('rows.shape')
}

/** How a field is read, by its name, or by kind and name where kinds differ. */
const readings: Readonly<Record<string, Reading>> = {
  assigneeId: person,
  channel: oneOf(reportChannels, (value) => reportWords(`channel.${value}`)),
  format: oneOf(formats, (value) => shopWords(`format.${value}`)),
  geom: place,
  managerId: person,
  personId: person,
  populationKind: oneOf(populationKinds, (value) => licenceWords(`population.${value}`)),
  positionMethod: oneOf(positionMethods, (value) => shopWords(`method.${value}`)),
  role: oneOf(roles, (value) => words(`role.${value}`)),
  setting: oneOf(settings, (value) => shopWords(`setting.${value}`)),
  size: oneOf(sizes, (value) => shopWords(`size.${value}`)),
  skipReason: oneOf(skipReasons, (value) => shopWords(`skip.${value}`)),
  teamId: team,
  'areas.kind': oneOf(areaKinds, (value) => licenceWords(`kind.${value}`)),
  'places.kind': oneOf(schools, (value) => licenceWords(`school.${value}`)),
  'reports.kind': oneOf(reportKinds, (value) => reportWords(`kind.${value}`)),
  'reports.outcome': oneOf(reportOutcomes, (value) => reportWords(`outcome.${value}`)),
  'reports.status': oneOf(reportStatuses, (value) => reportWords(`status.${value}`)),
  'retailers.status': oneOf(retailerStatuses, (value) => shopWords(`status.${value}`)),
  'visits.outcome': oneOf(visitOutcomes, (value) => shopWords(`visit.${value}`)),
}

/** A stored value as people say it; one that nobody here knows is shown as it is stored. */
export function valueText(kind: ImportKind, field: string, raw: string | null): string {
  if (raw === null) return '—'
  return (readings[`${kind}.${field}`] ?? readings[field])?.(raw) ?? raw
}
