import type { Feature, FeatureCollection, LineString, Point } from 'geojson'
import type { Stop, Tour } from '../../shared/planning.ts'
import { stateColours, stateGlyphs } from '../lib/hues.ts'
import type { PersonDay } from './read-day.ts'
import { stopState } from './states.ts'

const SKIPPED = { colour: '#94A3B8', glyph: '×' }

/** The tour of one person as lines (what is behind, what is ahead) and numbered stops. */
export function tourFeatures(
  day: PersonDay | undefined,
  hue: string,
): FeatureCollection<LineString | Point> {
  if (!day?.tour) return { type: 'FeatureCollection', features: [] }
  return {
    type: 'FeatureCollection',
    features: [...legs(day.tour, hue), ...day.tour.stops.map((stop) => stopPoint(stop, day, hue))],
  }
}

function legs(tour: Tour, hue: string): Feature<LineString>[] {
  let from = tour.start
  return tour.stops.map((stop) => {
    const leg: Feature<LineString> = {
      type: 'Feature',
      geometry: { type: 'LineString', coordinates: [from, stop.at] },
      properties: { hue, behind: stop.outcome !== null },
    }
    from = stop.at
    return leg
  })
}

function stopPoint(stop: Stop, day: PersonDay, hue: string): Feature<Point> {
  const isNext = stop.id === day.next?.id
  const state = stopState(stop, isNext, day.concerns.includes('late'))
  const { colour, glyph } =
    state === 'skipped' ? SKIPPED : { colour: stateColours[state], glyph: stateGlyphs[state] }
  return {
    type: 'Feature',
    id: stop.id,
    geometry: { type: 'Point', coordinates: stop.at },
    properties: {
      hue,
      colour,
      glyph: state === 'planned' ? '' : glyph,
      number: String(stop.position + 1),
      settled: stop.outcome !== null,
    },
  }
}
