import {
  type OsmFault,
  type OsmHandlers,
  OsmUnreadable,
  readOsm,
} from '../../../server/osm/index.ts'
import { withFile } from './with-file.ts'

/** How a file ends that may be broken in any way; anything but the two is a mistake of the reader, and thrown. */
export async function survive(file: Uint8Array): Promise<'read' | OsmFault> {
  try {
    await withFile(file, (path) => readOsm(path, demanding))
    return 'read'
  } catch (error) {
    if (error instanceof OsmUnreadable && error.message) return error.fault
    throw error
  }
}

/** What every object has that is told of, however broken its file. */
const demanding: OsmHandlers = {
  node(id, lng, lat, tags = {}) {
    demand(Number.isSafeInteger(id), 'an id that is whole')
    demand(Number.isInteger(lng) && Math.abs(lng) <= 1_800_000_000, 'a longitude')
    demand(Number.isInteger(lat) && Math.abs(lat) <= 900_000_000, 'a latitude')
    demandTexts(tags)
  },
  way(id, refs, tags) {
    demand(Number.isSafeInteger(id), 'an id that is whole')
    demand(refs.every(Number.isSafeInteger), 'ids of nodes that are whole')
    demandTexts(tags)
  },
  relation(id, members, tags) {
    demand(Number.isSafeInteger(id), 'an id that is whole')
    for (const { type, ref, role } of members) {
      demand(['node', 'way', 'relation'].includes(type), 'a kind of member')
      demand(Number.isSafeInteger(ref) && typeof role === 'string', 'a member')
    }
    demandTexts(tags)
  },
}

function demandTexts(tags: Readonly<Record<string, string>>): void {
  for (const key in tags) demand(typeof tags[key] === 'string', 'tags that are texts')
}

function demand(condition: boolean, what: string): void {
  if (!condition) throw new Error(`An object without ${what}`)
}
