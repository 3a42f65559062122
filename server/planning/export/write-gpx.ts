import { legLines } from '../../../shared/leg-lines.ts'
import type { ExportedPlan, ExportedTour } from './plan-queries.ts'
import { escapeMarkup as text } from './write-markup.ts'

/**
 * Tours as GPX 1.1 (https://www.topografix.com/GPX/1/1/): per person a route with a point per stop, for
 * a device that finds the way itself, and a track along the streets as planned.
 */
export function writeGpx({ plan, tours }: ExportedPlan): string {
  const routes = tours.map((tour) => writeRoute(tour))
  const tracks = tours.map((tour) => writeTrack(tour))
  return `<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="Beatline" xmlns="http://www.topografix.com/GPX/1/1">
<metadata><name>${plan.day}</name></metadata>
${[...routes, ...tracks].join('\n')}
</gpx>
`
}

function writeRoute({ personName, stops }: ExportedTour): string {
  const points = stops.map(
    ({ at: [lng, lat], arrivesAt, name, address, code, position }) =>
      `<rtept lat="${String(lat)}" lon="${String(lng)}"><time>${arrivesAt}</time>` +
      `<name>${text(`${String(position + 1)} ${name ?? address ?? code}`)}</name>` +
      `<desc>${text(address ?? '')}</desc></rtept>`,
  )
  return `<rte><name>${text(personName)}</name>\n${points.join('\n')}\n</rte>`
}

function writeTrack(tour: ExportedTour): string {
  const points = legLines(tour)
    .flatMap(({ coordinates }, leg) => (leg === 0 ? coordinates : coordinates.slice(1)))
    .map(([lng, lat]) => `<trkpt lat="${String(lat)}" lon="${String(lng)}"/>`)
  return `<trk><name>${text(tour.personName)}</name><trkseg>\n${points.join('\n')}\n</trkseg></trk>`
}
