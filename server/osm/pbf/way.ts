import { checkId, checkParts } from '../limits.ts'
import type { OsmHandlers } from '../osm.ts'
import type { Block } from './block.ts'
import { bytesField, Cursor, numberField } from './cursor.ts'
import { decodeVisible, VERSION } from './version.ts'

const ID = numberField(1)
const KEYS = bytesField(2)
const VALUES = bytesField(3)
const REFS = bytesField(8)

export function decodeWay(block: Block, cursor: Cursor, handlers: OsmHandlers): void {
  let id = NaN
  let keys = Cursor.empty
  let values = Cursor.empty
  let refs = Cursor.empty
  let visible = true
  while (cursor.more) {
    const key = cursor.unsigned()
    if (key === ID) id = cursor.signed()
    else if (key === KEYS) keys = cursor.inner()
    else if (key === VALUES) values = cursor.inner()
    else if (key === REFS) refs = cursor.inner()
    else if (key === VERSION && block.history) visible = decodeVisible(cursor.inner())
    else cursor.skip(key)
  }
  checkId(id)
  if (block.history && !block.history.keeps('way', id, visible)) return
  handlers.way?.(id, decodeRefs(id, refs), block.strings.readTags(keys, values))
}

/** Lent to the handlers, so that a way costs no memory of its own. */
let lent = new Float64Array(4096)

/** Ids of nodes, each the difference from the one before. */
function decodeRefs(way: number, cursor: Cursor): Float64Array {
  const length = cursor.countNumbers()
  checkParts('way', way, length)
  if (length > lent.length) lent = new Float64Array(length * 2)
  let count = 0
  let ref = 0
  while (cursor.more) {
    ref += cursor.zigzag()
    checkId(ref)
    lent[count++] = ref
  }
  return lent.subarray(0, count)
}
