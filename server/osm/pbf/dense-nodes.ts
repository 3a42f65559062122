import { Flaw } from '../flaw.ts'
import { checkId, checkPlace } from '../limits.ts'
import { newTags, type OsmHandlers, type Tags } from '../osm.ts'
import { type Block, latOf, lngOf } from './block.ts'
import { bytesField, Cursor } from './cursor.ts'
import type { StringTable } from './string-table.ts'

const IDS = bytesField(1)
const VERSIONS = bytesField(5)
const LATS = bytesField(8)
const LNGS = bytesField(9)
const TAGS = bytesField(10)
const VISIBLE = bytesField(6)

/** Nodes as columns, each number the difference from the one before. */
export function decodeDenseNodes(block: Block, cursor: Cursor, handlers: OsmHandlers): void {
  let ids = Cursor.empty
  let lats = Cursor.empty
  let lngs = Cursor.empty
  let tags = Cursor.empty
  let visible = Cursor.empty
  while (cursor.more) {
    const key = cursor.unsigned()
    if (key === IDS) ids = cursor.inner()
    else if (key === LATS) lats = cursor.inner()
    else if (key === LNGS) lngs = cursor.inner()
    else if (key === TAGS) tags = cursor.inner()
    else if (key === VERSIONS && block.history) visible = findVisible(cursor.inner())
    else cursor.skip(key)
  }
  tellNodes(block, { ids, lats, lngs, tags, visible }, handlers)
  if (lats.more || lngs.more || tags.more) {
    throw new Flaw('malformed', 'its columns of nodes differ in length')
  }
}

type Columns = Record<'ids' | 'lats' | 'lngs' | 'tags' | 'visible', Cursor>

function tellNodes(block: Block, columns: Columns, handlers: OsmHandlers): void {
  const { strings, history } = block
  const { ids, lats, lngs, tags, visible } = columns
  const tagged = tags.more
  let id = 0
  let latValue = 0
  let lngValue = 0
  while (ids.more) {
    id += ids.zigzag()
    latValue += lats.zigzag()
    lngValue += lngs.zigzag()
    const own = tagged ? readTags(strings, tags) : undefined
    checkId(id)
    const there = !visible.more || visible.unsigned() !== 0
    if (history && !history.keeps('node', id, there)) continue
    const lng = lngOf(block, lngValue)
    const lat = latOf(block, latValue)
    checkPlace(id, lng, lat)
    handlers.node?.(id, lng, lat, own)
  }
}

/** Keys and values of one node after the other; a zero ends a node's. */
function readTags(strings: StringTable, cursor: Cursor): Tags | undefined {
  let key = cursor.unsigned()
  if (key === 0) return undefined
  const tags = newTags()
  while (key !== 0) {
    tags[strings.read(key)] = strings.read(cursor.unsigned())
    key = cursor.unsigned()
  }
  return tags
}

function findVisible(versions: Cursor): Cursor {
  let visible = Cursor.empty
  while (versions.more) {
    const key = versions.unsigned()
    if (key === VISIBLE) visible = versions.inner()
    else versions.skip(key)
  }
  return visible
}
