import type { Tags } from '../../osm/index.ts'
import type { Draft } from './draft.ts'
import { isNamed, namesOf } from './names.ts'

/** Levels drawn: countries, and states or provinces. */
export const firstBoundaryZooms: Readonly<Record<number, number>> = { 2: 0, 4: 7 }

/** @returns 2 or 4 for the outline of a country or province */
export function boundaryLevelOf(tags: Tags): number | undefined {
  if (tags['boundary'] !== 'administrative') return undefined
  const level = Number(tags['admin_level'])
  return firstBoundaryZooms[level] === undefined ? undefined : level
}

/** Whether the objects along it belong to a boundary that is argued about. */
export const isDisputed = (tags: Tags): boolean =>
  tags['disputed'] === 'yes' ||
  (tags['boundary'] === 'disputed' && ['2', '3', '4', undefined].includes(tags['admin_level']))

export function drawBoundary(level: number, tags: Tags, disputed: boolean): Draft {
  const maritime = tags['maritime'] === 'yes' || tags['natural'] === 'coastline'
  return {
    layer: 'boundaries',
    form: 'line',
    minZoom: firstBoundaryZooms[level] ?? 7,
    properties: {
      admin_level: level,
      ...(maritime ? { maritime: true } : {}),
      ...(disputed || tags['disputed'] === 'yes' ? { disputed: true } : {}),
    },
    merged: true,
  }
}

/** Schema: large countries and states are labelled earlier. The area comes with the geometry. */
export function drawBoundaryLabel(level: number, tags: Tags): Draft[] {
  const names = namesOf(tags)
  if (!isNamed(names)) return []
  const properties = { admin_level: level, ...names }
  return [{ layer: 'boundary_labels', form: 'centre', minZoom: 5, properties, measured: true }]
}
