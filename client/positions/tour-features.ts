import type { Feature, FeatureCollection, LineString, Point } from 'geojson'
import type { Stop, Tour } from '../../shared/planning.ts'
import { legLines } from '../../shared/leg-lines.ts'
import { stateColours, stateGlyphs } from '../lib/state-colours.ts'
import type { PersonDay } from './read-day.ts'
import { stopState } from './states.ts'

const SKIPPED = { colour: '#94A3B8', glyph: '×' }

/** The tour of one person as legs (behind, ahead), its start, and numbered stops. */
export function tourFeatures(
  day: PersonDay | undefined,
  hue: string,
): FeatureCollection<LineString | Point> {
  if (!day?.tour) return { type: 'FeatureCollection', features: [] }
  return {
    type: 'FeatureCollection',
    features: [
      ...legs(day.tour, hue),
      startPoint(day.tour, hue),
      ...day.tour.stops.map((stop) => stopPoint(stop, day, hue)),
    ],
  }
}

/** The way home is never behind: nobody says when they are back. */
function legs(tour: Tour, hue: string): Feature<LineString>[] {
  return legLines(tour).map(({ coordinates, estimated }, index) => {
    const stop = tour.stops[index]
    return {
      type: 'Feature',
      geometry: { type: 'LineString', coordinates },
      properties: { hue, estimated, behind: stop !== undefined && stop.outcome !== null },
    }
  })
}

function startPoint({ start }: Tour, hue: string): Feature<Point> {
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: start },
    properties: { hue, start: true },
  }
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
