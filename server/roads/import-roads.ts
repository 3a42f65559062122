import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { MapReport, RoadData } from '../../shared/roads.ts'
import { OsmUnreadable } from '../osm/index.ts'
import { buildRoads, type BuildProgress, type BuiltRoads } from './build-roads.ts'
import {
  createDataSetFolder,
  mapFile,
  publishDataSet,
  removeDataSet,
  roadsFile,
} from './data-set.ts'
import type { ImportProgress } from './import-progress.ts'
import { readRoadFile } from './road-file.ts'
import { RoadsUnreadable } from './roads-unreadable.ts'

/** Draws the base map of an OSM file into one PMTiles file. */
export type DrawMap = (
  osmPath: string,
  outPath: string,
  options: { progress?: (share: number) => void; signal?: AbortSignal },
) => Promise<MapReport>

export interface ImportTask {
  readonly dataDir: string
  readonly drawMap: DrawMap
  readonly osmPath: string
  readonly fileName: string
  readonly progress: ImportProgress
  readonly signal: AbortSignal
}

/**
 * Makes streets and base map of an OSM file, side by side, and puts both in the place of what was there. When it
 * rejects, what was there still is, and nothing of the new is left.
 * @throws RoadsUnreadable, or the signal's reason
 */
export async function importRoads(task: ImportTask): Promise<RoadData> {
  const { dataDir, signal, progress, fileName } = task
  const id = randomUUID()
  const folder = await createDataSetFolder(dataDir, id)
  try {
    const { built, drawn } = await makeBoth(task, folder)
    progress.reach('map', 1, 'store')
    // As it will be loaded: what cannot be must not take the place of streets that can.
    await readRoadFile(join(folder, roadsFile))
    const about: RoadData = {
      id,
      fileName,
      importedAt: new Date().toISOString(),
      bbox: built.bbox,
      nodes: built.nodes,
      segments: built.segments,
      bytes: (await sizeOf(join(folder, roadsFile))) + (await sizeOf(join(folder, mapFile))),
      profiles: [...built.reports],
      map: { broken: drawn.broken, ocean: drawn.ocean },
    }
    signal.throwIfAborted()
    await publishDataSet(dataDir, about)
    return about
  } catch (error) {
    await removeDataSet(dataDir, id)
    throw error
  }
}

interface Made {
  readonly built: BuiltRoads
  readonly drawn: MapReport
}

/** When one of them fails the other is ended, and waited for, before its file is removed. */
async function makeBoth(task: ImportTask, folder: string): Promise<Made> {
  const { drawMap, osmPath, progress } = task
  const failed = new AbortController()
  const signal = AbortSignal.any([task.signal, failed.signal])
  const endBoth = (error: unknown): never => {
    failed.abort(error)
    throw error
  }
  const tell = ({ stage, share }: BuildProgress) =>
    progress.reach('build', shareOfBuild(stage, share), stage === 'store' ? 'contract' : stage)
  const [built, drawn] = await Promise.allSettled([
    buildRoads(osmPath, join(folder, roadsFile), { progress: tell, signal }).catch(endBoth),
    drawMap(osmPath, join(folder, mapFile), {
      progress: (share) => progress.reach('map', share, 'map'),
      signal,
    }).catch(endBoth),
  ])
  task.signal.throwIfAborted()
  // Whoever failed first says why; the other was only told to end.
  if (failed.signal.aborted) throw toProblem(failed.signal.reason)
  if (built.status === 'rejected') throw built.reason
  if (drawn.status === 'rejected') throw drawn.reason
  return { built: built.value, drawn: drawn.value }
}

/** Where each stage of building begins, of 1: contracting takes most. */
const begins = { read: 0, network: 0.3, contract: 0.4, store: 0.97 } as const
const buildStages = ['read', 'network', 'contract', 'store'] as const

function shareOfBuild(stage: BuildProgress['stage'], share: number): number {
  const next = buildStages[buildStages.indexOf(stage) + 1]
  return begins[stage] + share * ((next ? begins[next] : 1) - begins[stage])
}

function toProblem(error: unknown): unknown {
  return error instanceof OsmUnreadable ? new RoadsUnreadable(error.fault, error.message) : error
}

const sizeOf = async (path: string) => (await stat(path)).size
