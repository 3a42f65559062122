import { parentPort, workerData } from 'node:worker_threads'
import { OsmUnreadable, type OsmFault } from '../osm/index.ts'
import { drawBaseMap, type DrawnMap } from './draw/draw-base-map.ts'

export interface BaseMapTask {
  readonly osmPath: string
  readonly outPath: string
}

/** What the thread tells: how far it is, and at last the map or why there is none. */
export type BaseMapMessage =
  { readonly progress: number } | { readonly map: DrawnMap } | { readonly failed: Failure }

export interface Failure {
  readonly message: string
  /** What is wrong with the file, when it is the file. */
  readonly fault?: OsmFault
}

const { osmPath, outPath } = workerData as BaseMapTask
const tell = (message: BaseMapMessage) => parentPort?.postMessage(message)

try {
  tell({ map: await drawBaseMap(osmPath, outPath, (progress) => tell({ progress })) })
} catch (error) {
  const message = error instanceof Error ? error.message : String(error)
  const fault = error instanceof OsmUnreadable ? { fault: error.fault } : {}
  tell({ failed: { message, ...fault } })
}
