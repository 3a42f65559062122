import { parseBlocks, readBlockFile, writeBlockFile } from './block-file.ts'
import type { RoadTables } from './engine/road-tables.ts'

/** Counted up with every change to what the arrays mean: a file of another version must be built again. */
const VERSION = 3

export const writeRoadFile = (path: string, tables: RoadTables) =>
  writeBlockFile(path, VERSION, tables)

/** @throws BlockFileUnusable for files that are broken or of another version */
export const readRoadFile = (path: string) => readBlockFile(path, VERSION)

export const parseRoadFile = (memory: SharedArrayBuffer) => parseBlocks(memory) as RoadTables
