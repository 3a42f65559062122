import { Flaw } from '../flaw.ts'
import type { OsmHandlers } from '../osm.ts'
import type { Block } from './block.ts'
import { bytesField, Cursor, numberField } from './cursor.ts'
import { decodeDenseNodes } from './dense-nodes.ts'
import type { History } from '../history.ts'
import { decodeNode } from './plain-node.ts'
import { decodeRelation } from './relation.ts'
import { StringTable } from './string-table.ts'
import { decodeWay } from './way.ts'

const STRING_TABLE = bytesField(1)
const GROUP = bytesField(2)
const GRANULARITY = numberField(17)
const LAT_OFFSET = numberField(19)
const LNG_OFFSET = numberField(20)

/** Tells of the objects in a block. What they share may stand behind them, so it is read first. */
export function decodePrimitiveBlock(
  bytes: Buffer,
  handlers: OsmHandlers,
  history: History | undefined,
): void {
  const block = readShared(new Cursor(bytes), history)
  const cursor = new Cursor(bytes)
  while (cursor.more) {
    const key = cursor.unsigned()
    if (key === GROUP) decodeGroup(block, cursor.inner(), handlers)
    else cursor.skip(key)
  }
}

function readShared(cursor: Cursor, history: History | undefined): Block {
  let table = Cursor.empty
  let granularity = 100
  let lngOffset = 0
  let latOffset = 0
  while (cursor.more) {
    const key = cursor.unsigned()
    if (key === STRING_TABLE) table = cursor.inner()
    else if (key === GRANULARITY) granularity = cursor.unsigned()
    else if (key === LAT_OFFSET) latOffset = cursor.signed()
    else if (key === LNG_OFFSET) lngOffset = cursor.signed()
    else cursor.skip(key)
  }
  if (granularity === 0) throw new Flaw('malformed', 'its granularity is zero')
  return { strings: new StringTable(table), granularity, lngOffset, latOffset, history }
}

const NODE = bytesField(1)
const DENSE_NODES = bytesField(2)
const WAY = bytesField(3)
const RELATION = bytesField(4)

function decodeGroup(block: Block, group: Cursor, handlers: OsmHandlers): void {
  while (group.more) {
    const key = group.unsigned()
    if (key === DENSE_NODES && handlers.node) decodeDenseNodes(block, group.inner(), handlers)
    else if (key === NODE && handlers.node) decodeNode(block, group.inner(), handlers)
    else if (key === WAY && handlers.way) decodeWay(block, group.inner(), handlers)
    else if (key === RELATION && handlers.relation) decodeRelation(block, group.inner(), handlers)
    else group.skip(key)
  }
}
