import type { ImportKind } from '../../../shared/imports.ts'
import { areas } from './areas.ts'
import { baseMap } from './base-map.ts'
import type { Kind } from './kind.ts'
import { people } from './people.ts'
import { places } from './places.ts'
import { reports } from './reports.ts'
import { retailers } from './retailers.ts'
import { visits } from './visits.ts'

export const kinds: Record<ImportKind, Kind> = {
  areas,
  people,
  retailers,
  places,
  visits,
  reports,
  'base-map': baseMap,
}
