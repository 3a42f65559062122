import type { Feature, FeatureCollection, LineString, Point } from 'geojson'
import { legLines } from '../../../shared/leg-lines.ts'
import type { ExportedPlan, ExportedTour } from './plan-queries.ts'

/** Tours as GeoJSON (RFC 7946): a point per stop, a line per leg; `kind` tells them apart. */
export function writeGeoJson({ plan, tours }: ExportedPlan): FeatureCollection<Point | LineString> {
  return {
    type: 'FeatureCollection',
    features: tours.flatMap((tour) => [...stopsOf(plan.day, tour), ...legsOf(plan.day, tour)]),
  }
}

function stopsOf(day: string, { personCode, personName, stops }: ExportedTour): Feature<Point>[] {
  return stops.map(({ at, position, code, name, address, arrivesAt, leavesAt, tier }) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: at },
    properties: {
      ...{ kind: 'stop', day, personCode, personName, number: position + 1 },
      ...{ code, name, address, tier, arrivesAt, leavesAt },
    },
  }))
}

function legsOf(day: string, tour: ExportedTour): Feature<LineString>[] {
  const { personCode, personName, stops, home } = tour
  const legs = [...stops.map(({ leg }) => leg), home]
  return legLines({ ...tour, stops: [...stops] }).map(({ coordinates, estimated }, leg) => ({
    type: 'Feature',
    geometry: { type: 'LineString', coordinates },
    properties: {
      ...{ kind: 'leg', day, personCode, personName, number: leg + 1, estimated },
      ...{ seconds: legs[leg]?.seconds, metres: legs[leg]?.metres },
    },
  }))
}
