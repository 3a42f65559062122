export {
  OsmUnreadable,
  type OsmFault,
  type OsmHandlers,
  type OsmKind,
  type OsmMember,
  type ReadOptions,
  type ReadOsm,
  type Tags,
} from './osm.ts'
export { readOsm } from './read-osm.ts'
