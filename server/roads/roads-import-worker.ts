import { parentPort, workerData } from 'node:worker_threads'
import { OsmUnreadable, readOsm } from '../osm/index.ts'
import type { BuildMessage, BuildProgress, BuildStart, BuiltRoads } from './build-roads.ts'
import { makeRoadTables, NoStreets } from './engine/make-road-tables.ts'
import { writeRoadFile } from './road-file.ts'

if (!parentPort) throw new Error('roads-import-worker is a worker thread')
const port = parentPort
const { osmPath, outPath } = workerData as BuildStart

const send = (message: BuildMessage) => port.postMessage(message)

/** Some hundred messages for each stage, however often it tells. */
function reportProgress(): (stage: BuildProgress['stage'], share: number) => void {
  let [lastStage, lastShare] = ['', 0]
  return (stage, share) => {
    if (stage === lastStage && share < 1 && share - lastShare < 0.005) return
    ;[lastStage, lastShare] = [stage, share]
    send({ progress: { stage, share } })
  }
}

async function build(): Promise<BuiltRoads> {
  const progress = reportProgress()
  const made = await makeRoadTables((handlers, options) => readOsm(osmPath, handlers, options), {
    progress,
  })
  progress('store', 0)
  await writeRoadFile(outPath, made.tables)
  progress('store', 1)
  const { bbox, nodes, reports, tables } = made
  return { bbox, nodes, reports, segments: tables.network.length.length }
}

try {
  send({ built: await build() })
} catch (error) {
  // Anything else is our own fault, and ends the thread.
  if (!(error instanceof OsmUnreadable || error instanceof NoStreets)) throw error
  const fault = error instanceof NoStreets ? 'no-streets' : error.fault
  send({ refused: error.message, fault })
}
