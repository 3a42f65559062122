export {
  OsmUnreadable,
  type OsmFault,
  type OsmHandlers,
  type OsmMember,
  type ReadOptions,
  type Tags,
} from './osm.ts'
export { readOsm } from './read-osm.ts'
