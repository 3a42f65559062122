import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drawBaseMap, type DrawnMap } from '../../server/tiles/draw/draw-base-map.ts'
import type { OsmMap } from '../osm/support/osm-map.ts'
import { withFile } from '../osm/support/with-file.ts'
import { writeXml } from '../osm/support/write-xml.ts'
import { readArchive, type ReadArchive } from './read-archive.ts'
import { tileOf } from './read-tile.ts'

export interface DrawnArchive extends ReadArchive {
  readonly drawn: DrawnMap
}

/** Draws a file in this thread. */
export async function drawFile(osmPath: string): Promise<DrawnArchive> {
  const folder = mkdtempSync(join(tmpdir(), 'beatline-map-'))
  try {
    const path = join(folder, 'map.pmtiles')
    const drawn = await drawBaseMap(osmPath, path, () => undefined)
    return { ...(await readArchive(path)), drawn }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export const drawMap = (map: OsmMap): Promise<DrawnArchive> => withFile(writeXml(map), drawFile)

/** The middle of a tile of zoom 14, which is two kilometres wide there. */
export const here = middleOf([117.1, 36.6])

function middleOf(place: readonly [number, number]): [number, number] {
  const { x, y } = tileOf(place, 14)
  const side = 2 ** 14
  const north = Math.PI * (1 - (2 * (y + 0.5)) / side)
  return [((x + 0.5) / side) * 360 - 180, (Math.atan(Math.sinh(north)) * 180) / Math.PI]
}

/** A small map around `here`: ways by the metres of their points east and north of it. */
export class Sketch {
  readonly map: OsmMap = { nodes: [], ways: [], relations: [] }
  private readonly known = new Map<string, number>()

  /** Points at the same place are the same node. */
  node(east: number, north: number, tags?: Record<string, string>): number {
    const key = `${east} ${north}`
    const known = this.known.get(key)
    if (known !== undefined && !tags) return known
    const id = this.map.nodes.length + 1
    const metre = 1e7 / 111_320
    const lat = Math.round(here[1] * 1e7 + north * metre)
    const wide = Math.cos((here[1] * Math.PI) / 180)
    const lng = Math.round(here[0] * 1e7 + (east * metre) / wide)
    this.map.nodes.push({ id, lng, lat, ...(tags && { tags }) })
    this.known.set(key, id)
    return id
  }

  way(points: readonly (readonly [number, number])[], tags: Record<string, string> = {}): number {
    const refs = points.map(([east, north]) => this.node(east, north))
    const id = this.map.ways.length + 1
    this.map.ways.push({ id, refs, tags })
    return id
  }

  /** @param members ids of ways with their roles */
  relation(members: readonly (readonly [number, string])[], tags: Record<string, string>): void {
    const id = this.map.relations.length + 1
    this.map.relations.push({
      id,
      members: members.map(([ref, role]) => ({ type: 'way', ref, role })),
      tags,
    })
  }

  /** The corners of a square around a point, closed. */
  square(side: number, [east, north]: readonly [number, number] = [0, 0]): [number, number][] {
    const half = side / 2
    const at = (x: number, y: number): [number, number] => [east + x * half, north + y * half]
    return [at(-1, -1), at(1, -1), at(1, 1), at(-1, 1), at(-1, -1)]
  }

  draw(): Promise<DrawnArchive> {
    return drawMap(this.map)
  }
}

/** A feature of the tile that a place lies in. */
export interface Seen {
  readonly type: number
  readonly properties: Record<string, string | number | boolean>
  /** Rings or lines in units of the tile's extent. */
  readonly parts: { x: number; y: number }[][]
}

/** Square metres of a feature, holes taken off; outer rings run clockwise on the screen. */
export function areaOf({ parts }: Seen, z = 14): number {
  const units = parts.reduce((sum, ring) => sum + ringArea(ring), 0)
  const metres = (40_075_017 * Math.cos((here[1] * Math.PI) / 180)) / 2 ** z / 4096
  return units * metres ** 2
}

export function ringArea(ring: readonly { x: number; y: number }[]): number {
  return (
    ring.reduce((sum, a, i) => {
      const b = ring[(i + 1) % ring.length] ?? a
      return sum + a.x * b.y - b.x * a.y
    }, 0) / 2
  )
}

export async function featuresAt(
  archive: ReadArchive,
  layer: string,
  z: number,
  place: readonly [number, number] = here,
): Promise<Seen[]> {
  const { x, y } = tileOf(place, z)
  const found = (await archive.tile(z, x, y))?.layers[layer]
  return Array.from({ length: found?.length ?? 0 }, (_, index) => {
    const feature = found?.feature(index)
    if (!feature) throw new Error('a feature that is counted and not there')
    return { type: feature.type, properties: feature.properties, parts: feature.loadGeometry() }
  })
}
