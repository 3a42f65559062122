import type { ImportKind } from '../../../shared/imports.ts'
import { areas } from './areas.ts'
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
}
