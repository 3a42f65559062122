import type { Feature, FeatureCollection } from 'geojson'
import type { LngLat } from '../../shared/geo.ts'
import type { LegLine } from '../../shared/leg-lines.ts'
import type { MyStop } from './action.ts'

export interface MyTour {
  readonly stops: readonly MyStop[]
  /** One to each stop, and home. */
  readonly legs: readonly LegLine[]
  /** The stop that stands out. */
  readonly shown: number | undefined
  /** Where the phone is. */
  readonly me: LngLat | undefined
}

/** The own tour: legs (the one to the shown stop stands out), stops, and the phone itself. */
export function myTourFeatures({ stops, legs, shown, me }: MyTour): FeatureCollection {
  const lines = legs.map(({ coordinates, estimated }, index): Feature => {
    const stop = stops[index]
    const properties = {
      kind: 'leg',
      estimated,
      behind: stop !== undefined && stop.outcome !== null,
      shown: stop !== undefined && stop.id === shown && stop.outcome === null,
    }
    return { type: 'Feature', geometry: { type: 'LineString', coordinates }, properties }
  })
  const points = stops.map(({ id, at, position, outcome }): Feature => {
    const properties = {
      kind: 'stop',
      position,
      number: outcome === 'done' ? '✓' : outcome === 'skipped' ? '×' : String(position + 1),
      settled: outcome === 'done' || outcome === 'skipped',
      shown: id === shown,
    }
    return { type: 'Feature', id, geometry: { type: 'Point', coordinates: at }, properties }
  })
  const own: Feature[] = me
    ? [
        {
          type: 'Feature',
          id: 0,
          geometry: { type: 'Point', coordinates: me },
          properties: { kind: 'me' },
        },
      ]
    : []
  return { type: 'FeatureCollection', features: [...lines, ...points, ...own] }
}
