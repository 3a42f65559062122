import { Flaw } from '../flaw.ts'
import { checkId, checkParts } from '../limits.ts'
import type { OsmHandlers, OsmKind, OsmMember } from '../osm.ts'
import type { Block } from './block.ts'
import { bytesField, Cursor, numberField } from './cursor.ts'
import type { StringTable } from './string-table.ts'
import { decodeVisible, VERSION } from './version.ts'

const ID = numberField(1)
const KEYS = bytesField(2)
const VALUES = bytesField(3)
const ROLES = bytesField(8)
const REFS = bytesField(9)
const TYPES = bytesField(10)

interface Relation {
  id: number
  keys: Cursor
  values: Cursor
  /** The members' columns. */
  roles: Cursor
  refs: Cursor
  types: Cursor
  visible: boolean
}

export function decodeRelation(block: Block, cursor: Cursor, handlers: OsmHandlers): void {
  const relation = readRelation(block, cursor)
  const { id, keys, values, refs, visible } = relation
  checkId(id)
  if (block.history && !block.history.keeps('relation', id, visible)) return
  checkParts('relation', id, refs.countNumbers())
  const members = decodeMembers(block.strings, relation)
  handlers.relation?.(id, members, block.strings.readTags(keys, values))
}

function readRelation(block: Block, cursor: Cursor): Relation {
  const { empty } = Cursor
  const relation: Relation = {
    id: NaN,
    keys: empty,
    values: empty,
    roles: empty,
    refs: empty,
    types: empty,
    visible: true,
  }
  while (cursor.more) {
    const key = cursor.unsigned()
    if (key === ID) relation.id = cursor.signed()
    else if (key === KEYS) relation.keys = cursor.inner()
    else if (key === VALUES) relation.values = cursor.inner()
    else if (key === ROLES) relation.roles = cursor.inner()
    else if (key === REFS) relation.refs = cursor.inner()
    else if (key === TYPES) relation.types = cursor.inner()
    else if (key === VERSION && block.history) relation.visible = decodeVisible(cursor.inner())
    else cursor.skip(key)
  }
  return relation
}

const kinds: readonly OsmKind[] = ['node', 'way', 'relation']

/** Only the refs are differences. */
function decodeMembers(strings: StringTable, { roles, refs, types }: Relation): OsmMember[] {
  const members: OsmMember[] = []
  let ref = 0
  while (refs.more) {
    ref += refs.zigzag()
    checkId(ref)
    const type = kinds[types.unsigned()]
    if (!type) throw new Flaw('malformed', 'a member is neither node, way nor relation')
    members.push({ type, ref, role: strings.read(roles.unsigned()) })
  }
  if (roles.more || types.more)
    throw new Flaw('malformed', 'its columns of members differ in length')
  return members
}
