import { Flaw } from '../flaw.ts'
import { History } from '../history.ts'
import { checkParts, checkPlace } from '../limits.ts'
import { newTags, type OsmHandlers, type OsmKind, type OsmMember } from '../osm.ts'
import { type Attributes, readDegrees, readId, readText } from './attributes.ts'

/** The node, way or relation whose element is open. */
interface OpenObject {
  readonly kind: OsmKind
  readonly id: number
  /** A node's. */
  readonly place: { lng: number; lat: number } | undefined
  tags: Record<string, string> | undefined
  readonly refs: number[]
  readonly members: OsmMember[]
  parts: number
}

/** Tells of OSM's objects as their elements end. Elements that it does not know are passed over. */
export class OsmElements {
  /** Whether the outermost element has ended. */
  ended = false
  private object: OpenObject | undefined
  private readonly history = new History()
  private readonly handlers: OsmHandlers

  constructor(handlers: OsmHandlers) {
    this.handlers = handlers
  }

  /** `depth` is 0 for the outermost element. */
  open(depth: number, name: string, attributes: Attributes): void {
    if (depth === 0) this.openRoot(name, attributes)
    else if (depth === 1) this.object = this.openObject(name, attributes)
    else if (depth === 2 && this.object) addPart(this.object, name, attributes)
  }

  private openRoot(name: string, { copyright }: Attributes): void {
    checkRoot(name)
    if (copyright !== undefined) this.handlers.copyright?.(copyright)
  }

  close(depth: number): void {
    if (depth === 0) this.ended = true
    if (depth !== 1 || !this.object) return
    this.tell(this.object)
    this.object = undefined
  }

  /** Undefined for what is not told of: kinds nobody asks for, deleted objects, other elements. */
  private openObject(name: string, attributes: Attributes): OpenObject | undefined {
    if (!isKind(name) || !this.handlers[name]) return undefined
    const id = readId(attributes, 'id', name)
    const { visible, action } = attributes
    if (visible !== undefined && !this.history.keeps(name, id, visible !== 'false'))
      return undefined
    // An editor's mark on what it is about to delete.
    if (action === 'delete') return undefined
    const place = name === 'node' ? readPlace(attributes, id) : undefined
    return { kind: name, id, place, tags: undefined, refs: [], members: [], parts: 0 }
  }

  private tell({ kind, id, place, tags, refs, members }: OpenObject): void {
    if (place) this.handlers.node?.(id, place.lng, place.lat, tags)
    else if (kind === 'way') this.handlers.way?.(id, Float64Array.from(refs), tags ?? newTags())
    else this.handlers.relation?.(id, members, tags ?? newTags())
  }
}

function readPlace(attributes: Attributes, id: number): { lng: number; lat: number } {
  const lng = readDegrees(attributes, 'lon', id)
  const lat = readDegrees(attributes, 'lat', id)
  checkPlace(id, lng, lat)
  return { lng, lat }
}

function checkRoot(name: string): void {
  if (name === 'osm') return
  if (name === 'osmChange') {
    throw new Flaw(
      'changes',
      'this is a list of changes to a map (osmChange): apply it to a map first (osmium apply-changes)',
    )
  }
  throw new Flaw(
    'foreign',
    `this is XML, but not of OSM data: it starts with <${name.slice(0, 40)}>`,
  )
}

const isKind = (name: string): name is OsmKind =>
  name === 'node' || name === 'way' || name === 'relation'

function addPart(object: OpenObject, name: string, attributes: Attributes): void {
  checkParts(object.kind, object.id, ++object.parts)
  if (name === 'tag') {
    object.tags ??= newTags()
    object.tags[readText(attributes, 'k', name)] = readText(attributes, 'v', name)
  } else if (name === 'nd' && object.kind === 'way') {
    object.refs.push(readId(attributes, 'ref', name))
  } else if (name === 'member' && object.kind === 'relation') {
    object.members.push(readMember(attributes))
  }
}

function readMember(attributes: Attributes): OsmMember {
  const type = readText(attributes, 'type', 'member')
  if (!isKind(type)) throw new Flaw('malformed', 'a member is neither node, way nor relation')
  return { type, ref: readId(attributes, 'ref', 'member'), role: attributes['role'] ?? '' }
}
