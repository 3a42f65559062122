import fc from 'fast-check'
import type { OsmMember } from '../../../server/osm/index.ts'
import type { OsmMap } from './osm-map.ts'

const id = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
  fc.integer({ min: -(2 ** 52), max: 2 ** 52 }),
)

/** XML cannot hold the characters that its grammar leaves out, whatever the spelling. */
const text = fc
  .string({
    unit: fc.oneof(fc.constantFrom('a', '<', '&', '"', ' ', '\n', '路', '🏪'), fc.string()),
  })
  .map((text) => text.replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ''))

const tags = fc
  .uniqueArray(fc.tuple(text, text), { maxLength: 4, selector: ([key]) => key })
  .map((pairs) => Object.fromEntries(pairs))

const node = fc
  .record({
    id,
    lng: fc.integer({ min: -1_800_000_000, max: 1_800_000_000 }),
    lat: fc.integer({ min: -900_000_000, max: 900_000_000 }),
    tags,
  })
  .map(({ tags, ...place }) => (Object.keys(tags).length === 0 ? place : { ...place, tags }))

const way = fc.record({ id, refs: fc.array(id, { maxLength: 8 }), tags })

const member: fc.Arbitrary<OsmMember> = fc.record({
  type: fc.constantFrom('node', 'way', 'relation'),
  ref: id,
  role: text,
})

const relation = fc.record({ id, members: fc.array(member, { maxLength: 4 }), tags })

export const arbitraryMap: fc.Arbitrary<OsmMap> = fc.record({
  nodes: fc.array(node, { maxLength: 30 }),
  ways: fc.array(way, { maxLength: 10 }),
  relations: fc.array(relation, { maxLength: 5 }),
})
