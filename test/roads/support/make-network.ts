import { distanceMetres, type LngLat } from '../../../shared/geo.ts'
import type { RoadNetwork } from '../../../server/roads/network/road-network.ts'

/** A network of separate segments, each a line of its own; their vertices do not matter. */
export function makeNetwork(lines: readonly (readonly LngLat[])[]): RoadNetwork {
  const shapeFirst = new Uint32Array(lines.length + 1)
  lines.forEach((line, segment) => {
    shapeFirst[segment + 1] = (shapeFirst[segment] ?? 0) + line.length
  })
  const all = lines.flat()
  return {
    from: new Uint32Array(lines.length),
    to: new Uint32Array(lines.length),
    shapeFirst,
    shapeLng: Int32Array.from(all, ([lng]) => Math.round(lng * 1e7)),
    shapeLat: Int32Array.from(all, ([, lat]) => Math.round(lat * 1e7)),
    length: Uint32Array.from(lines, (line) => Math.round(100 * lineMetres(line))),
    name: new Uint32Array(lines.length),
    names: [''],
    round: new Uint8Array(lines.length),
  }
}

export function lineMetres(line: readonly LngLat[]): number {
  return line
    .slice(1)
    .reduce((sum, point, index) => sum + distanceMetres(line[index] as LngLat, point), 0)
}
