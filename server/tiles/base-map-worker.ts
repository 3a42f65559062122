import { parentPort, workerData } from 'node:worker_threads'
import { OsmUnreadable, type OsmFault } from '../osm/index.ts'
import { drawBaseMap, type DrawnMap } from './draw/draw-base-map.ts'

export interface BaseMapTask {
  readonly osmPath: string
  readonly outPath: string
}

/** What the thread tells: how far it is, and at last the map or why there is none. */
export type BaseMapMessage =
  | { readonly progress: number }
  | { readonly map: DrawnMap }
  | { readonly refused: string; readonly fault: OsmFault }

const { osmPath, outPath } = workerData as BaseMapTask
const tell = (message: BaseMapMessage) => parentPort?.postMessage(message)

try {
  tell({ map: await drawBaseMap(osmPath, outPath, (progress) => tell({ progress })) })
} catch (error) {
  // Anything else is our own fault, and ends the thread: so its stack gets to the log.
  if (!(error instanceof OsmUnreadable)) throw error
  tell({ refused: error.message, fault: error.fault })
}
