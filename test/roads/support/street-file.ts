import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RoadData } from '../../../shared/roads.ts'
import { createDataSetFolder, publishDataSet, roadsFile } from '../../../server/roads/data-set.ts'
import { makeRoadTables } from '../../../server/roads/engine/make-road-tables.ts'
import { writeRoadFile } from '../../../server/roads/road-file.ts'
import { drawMap, feedOf, type Legend } from './ascii-map.ts'

/** Writes a drawn map as OSM XML. */
export async function writeDrawing(path: string, drawing: string, legend?: Legend): Promise<void> {
  const { nodes, ways } = drawMap(drawing, legend)
  const tagsOf = (tags: Readonly<Record<string, string>> = {}) =>
    Object.entries(tags)
      .map(([key, value]) => `<tag k="${key}" v="${value}"/>`)
      .join('')
  const lines = [
    ...nodes.map(
      ({ id, lng, lat, tags }) =>
        `<node id="${id}" version="1" lon="${lng / 1e7}" lat="${lat / 1e7}">${tagsOf(tags)}</node>`,
    ),
    ...ways.map(
      ({ id, refs, tags }) =>
        `<way id="${id}" version="1">${refs.map((ref) => `<nd ref="${ref}"/>`).join('')}${tagsOf(tags)}</way>`,
    ),
  ]
  await writeFile(path, `<osm version="0.6" generator="test">${lines.join('\n')}</osm>`)
}

/** Imports a drawn map as the data set in use, without a base map. */
export async function publishDrawing(dataDir: string, id: string, drawing: string): Promise<void> {
  const folder = await createDataSetFolder(dataDir, id)
  const { tables, bbox, nodes, reports } = await makeRoadTables(feedOf(drawMap(drawing)))
  await writeRoadFile(join(folder, roadsFile), tables)
  const about: RoadData = {
    id,
    fileName: `${id}.osm`,
    importedAt: '2026-11-23T08:00:00.000Z',
    bbox,
    nodes,
    segments: tables.network.length.length,
    bytes: 0,
    profiles: [...reports],
  }
  await publishDataSet(dataDir, about)
}
