import { checkId, checkPlace } from '../limits.ts'
import type { OsmHandlers } from '../osm.ts'
import { type Block, latOf, lngOf } from './block.ts'
import { bytesField, Cursor, numberField } from './cursor.ts'
import { decodeVisible, VERSION } from './version.ts'

const ID = numberField(1)
const KEYS = bytesField(2)
const VALUES = bytesField(3)
const LAT = numberField(8)
const LNG = numberField(9)

interface PlainNode {
  id: number
  latValue: number
  lngValue: number
  keys: Cursor
  values: Cursor
  visible: boolean
}

/** A node on its own, as some writers put them instead of columns. */
export function decodeNode(block: Block, cursor: Cursor, handlers: OsmHandlers): void {
  const node = readNode(block, cursor)
  checkId(node.id)
  if (block.history && !block.history.keeps('node', node.id, node.visible)) return
  const lng = lngOf(block, node.lngValue)
  const lat = latOf(block, node.latValue)
  checkPlace(node.id, lng, lat)
  const tags = node.keys.more ? block.strings.readTags(node.keys, node.values) : undefined
  handlers.node?.(node.id, lng, lat, tags)
}

function readNode(block: Block, cursor: Cursor): PlainNode {
  const node = {
    id: NaN,
    latValue: NaN,
    lngValue: NaN,
    keys: Cursor.empty,
    values: Cursor.empty,
    visible: true,
  }
  while (cursor.more) {
    const key = cursor.unsigned()
    if (key === ID) node.id = cursor.zigzag()
    else if (key === KEYS) node.keys = cursor.inner()
    else if (key === VALUES) node.values = cursor.inner()
    else if (key === LAT) node.latValue = cursor.zigzag()
    else if (key === LNG) node.lngValue = cursor.zigzag()
    else if (key === VERSION && block.history) node.visible = decodeVisible(cursor.inner())
    else cursor.skip(key)
  }
  return node
}
