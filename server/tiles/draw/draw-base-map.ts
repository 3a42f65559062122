import { gzipSync } from 'node:zlib'
import type { Bbox } from '../../../shared/geo.ts'
import { readOsm } from '../../osm/index.ts'
import { TileEncoder } from '../encode/encode-tile.ts'
import { TileFile } from '../encode/write-tile-file.ts'
import { Places } from '../shapes/places.ts'
import { worldX, worldY } from '../shapes/world.ts'
import { drawTags, MAX_ZOOM } from '../shortbread/index.ts'
import { CutTiles } from './cut-tiles.ts'
import { describeLayers } from './describe-layers.ts'
import { Features, POINT } from './features.ts'
import { layFeatures } from './lay-features.ts'
import { layOpenWaters } from './lay-open-waters.ts'
import { layOcean, type OceanState } from './lay-ocean.ts'
import { bboxOf, measureMap } from './measure-map.ts'
import { readWays, type MapSource } from './read-ways.ts'

/** What came of it. */
export interface DrawnMap {
  readonly bbox: Bbox
  readonly tiles: number
  readonly bytes: number
  readonly features: number
  /** Areas that are not drawn, or not all of them, because they do not close, or would cover a continent. */
  readonly broken: number
  readonly ocean: OceanState
}

const OSM_NOTICE =
  '<a href="https://www.openstreetmap.org/copyright">© OpenStreetMap contributors</a>'

/** Letters of a notice: it is shown on every map. */
const LONGEST_NOTICE = 200

/** Shares of the time that the steps take, for the progress bar. */
const READ_WAYS = 0.2
const READ_NODES = 0.35
const LAID = 0.5

/** Draws an OpenStreetMap file as one PMTiles file of the Shortbread schema. Busy from beginning to end. */
export async function drawBaseMap(
  osmPath: string,
  outPath: string,
  progress: (share: number) => void,
): Promise<DrawnMap> {
  const source = await readWays(osmPath, { progress: (share) => progress(share * READ_WAYS) })
  const features = new Features(new Places(source.ways.refsOf(source.needed())))
  const holder = await readNodes(osmPath, source, features, (share) =>
    progress(READ_WAYS + share * (READ_NODES - READ_WAYS)),
  )
  const laid = layFeatures(source, features)
  const extent = measureMap(features)
  const broken = laid.broken + layOpenWaters(laid.openWaters, features, extent)
  const { ocean, whole } = layOcean(source, features, extent)
  progress(LAID)
  const file = await TileFile.create(outPath)
  try {
    await writeTiles(features, file, (share) => progress(LAID + share * (1 - LAID)))
    const bbox: Bbox = whole ? bboxOf(whole) : [0, 0, 0, 0]
    const metadata = {
      name: 'Beatline',
      type: 'baselayer',
      attribution: noticeOf(holder),
      schema: 'shortbread',
      version: '1.0',
      view: extent ? bboxOf(extent.view) : bbox,
      vector_layers: describeLayers(features),
    }
    const size = await file.finish({ bbox, minZoom: 0, maxZoom: MAX_ZOOM, metadata })
    return { bbox, ...size, features: features.count, broken, ocean }
  } catch (error) {
    await file.close()
    throw error
  }
}

/** OpenStreetMap's, unless the file is somebody else's in the same format and says so. */
function noticeOf(holder: string | undefined): string {
  const name = holder?.trim().slice(0, LONGEST_NOTICE)
  if (!name || /openstreetmap/i.test(name)) return OSM_NOTICE
  return name.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

/** @returns whose data the file says it is */
async function readNodes(
  path: string,
  source: MapSource,
  features: Features,
  progress: (share: number) => void,
): Promise<string | undefined> {
  const { places } = features.shapes
  let holder: string | undefined
  await readOsm(
    path,
    {
      copyright(name) {
        holder = name
      },
      node(id, lng, lat, tags) {
        const x = worldX(lng)
        const y = worldY(lat)
        places.place(id, x, y)
        const drafts = tags ? drawTags(tags, 'point') : []
        for (const draft of drafts) features.add(draft, POINT, places.add(x, y))
      },
    },
    { progress },
  )
  source.ways.locate(places)
  return holder
}

async function writeTiles(
  features: Features,
  file: TileFile,
  progress: (share: number) => void,
): Promise<void> {
  const order = features.sorted()
  const encoder = new TileEncoder()
  // Each zoom takes about as long as all above it.
  for (let z = 0; z <= MAX_ZOOM; z += 1) {
    const cut = new CutTiles(features, order, z)
    const tiles = cut.tiles()
    for (const [index, tile] of tiles.entries()) {
      await file.add(tile, gzipSync(encoder.encode(cut, tile)))
      if (index % 100 === 0) progress(2 ** (z - MAX_ZOOM - 1) * (1 + index / tiles.length))
    }
  }
  progress(1)
}
