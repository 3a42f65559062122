import { deflateSync } from 'node:zlib'
import { Message } from './message.ts'
import type { OsmMap, OsmNode, OsmRelation, OsmWay } from './osm-map.ts'

export interface PbfOptions {
  /** Nodes as columns, or each on its own. */
  dense?: boolean
  compression?: 'zlib' | 'raw'
  /** Most objects in a block. */
  blockSize?: number
}

/** A map as a .osm.pbf file; `writeXml` writes it as .osm, `readMap` reads either. Coordinates: degrees × 10⁷. */
export function writePbf(map: OsmMap, options: PbfOptions = {}): Uint8Array {
  const { dense = true, compression = 'zlib', blockSize = 8000 } = options
  const encodeNodes = dense ? encodeDenseNodes : encodePlainNodes
  return Buffer.concat([
    frameBlob('OSMHeader', encodeHeader(), compression),
    ...[
      ...slices(map.nodes, blockSize).map((nodes) => encodeBlock(nodes, encodeNodes)),
      ...slices(map.ways, blockSize).map((ways) => encodeBlock(ways, encodeWays)),
      ...slices(map.relations, blockSize).map((relations) =>
        encodeBlock(relations, encodeRelations),
      ),
    ].map((block) => frameBlob('OSMData', block, compression)),
  ])
}

/** A message in its blob with its header, as it stands in a file. */
export function frameBlob(
  type: string,
  content: Uint8Array,
  compression: 'zlib' | 'raw' = 'zlib',
): Uint8Array {
  const blob = new Message()
  if (compression === 'raw') blob.bytes(1, content)
  else blob.number(2, content.length).bytes(3, deflateSync(content))
  return frame(type, blob.finish())
}

/** Bytes as the blob of a file block, whatever they are. */
export function frame(type: string, blob: Uint8Array): Uint8Array {
  const header = new Message().text(1, type).number(3, blob.length).finish()
  const length = Buffer.alloc(4)
  length.writeUInt32BE(header.length)
  return Buffer.concat([length, header, blob])
}

export function encodeHeader(features = ['OsmSchema-V0.6', 'DenseNodes']): Uint8Array {
  const header = new Message()
  for (const feature of features) header.text(4, feature)
  return header.finish()
}

type Encode<T> = (objects: readonly T[], nameOf: (text: string) => number) => Message

function encodeBlock<T>(objects: readonly T[], encode: Encode<T>): Uint8Array {
  // Number 0 is nobody's: in columns of nodes it ends a node's tags.
  const numbers = new Map<string, number>()
  const nameOf = (text: string) => {
    const number = numbers.get(text) ?? numbers.size + 1
    numbers.set(text, number)
    return number
  }
  const group = encode(objects, nameOf)
  const strings = new Message()
  for (const text of ['', ...numbers.keys()]) strings.text(1, text)
  return new Message().message(1, strings).message(2, group).finish()
}

const encodeDenseNodes: Encode<OsmNode> = (nodes, nameOf) =>
  new Message().message(
    2,
    new Message()
      .packedDifferences(
        1,
        nodes.map(({ id }) => id),
      )
      .packedDifferences(
        8,
        nodes.map(({ lat }) => lat),
      )
      .packedDifferences(
        9,
        nodes.map(({ lng }) => lng),
      )
      .packed(
        10,
        nodes.flatMap(({ tags = {} }) => [...Object.entries(tags).flat().map(nameOf), 0]),
      ),
  )

const encodePlainNodes: Encode<OsmNode> = (nodes, nameOf) => {
  const group = new Message()
  for (const { id, lng, lat, tags = {} } of nodes) {
    const node = encodeTags(new Message().zigzag(1, id), tags, nameOf)
    group.message(1, node.zigzag(8, lat).zigzag(9, lng))
  }
  return group
}

const encodeWays: Encode<OsmWay> = (ways, nameOf) => {
  const group = new Message()
  for (const { id, refs, tags } of ways) {
    const way = encodeTags(new Message().number(1, id), tags, nameOf)
    group.message(3, way.packedDifferences(8, refs))
  }
  return group
}

const kinds = { node: 0, way: 1, relation: 2 }

const encodeRelations: Encode<OsmRelation> = (relations, nameOf) => {
  const group = new Message()
  for (const { id, members, tags } of relations) {
    const relation = encodeTags(new Message().number(1, id), tags, nameOf)
    relation.packed(
      8,
      members.map(({ role }) => nameOf(role)),
    )
    relation.packedDifferences(
      9,
      members.map(({ ref }) => ref),
    )
    group.message(
      4,
      relation.packed(
        10,
        members.map(({ type }) => kinds[type]),
      ),
    )
  }
  return group
}

function encodeTags(
  message: Message,
  tags: Record<string, string>,
  nameOf: (text: string) => number,
): Message {
  message.packed(2, Object.keys(tags).map(nameOf))
  return message.packed(3, Object.values(tags).map(nameOf))
}

function slices<T>(all: readonly T[], length: number): T[][] {
  const count = Math.ceil(all.length / length)
  return Array.from({ length: count }, (_, i) => all.slice(i * length, (i + 1) * length))
}
