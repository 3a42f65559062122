import { gzipSync } from 'node:zlib'
import { MEGABYTE, type Refusal, testRefusals } from './support/refusal.ts'
import { writePbf } from './support/write-pbf.ts'

const osm = (inside: string) => `<?xml version="1.0" encoding="UTF-8"?>\n<osm>\n${inside}\n</osm>`

const laughs =
  '<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' +
  '<osm><way id="1"><tag k="name" v="&b;"/></way></osm>'

const xml: Refusal[] = [
  ['changes to a map', '<osmChange version="0.6"/>', 'changes', /osmChange/],
  [
    'a history in XML',
    osm('<way id="4" visible="true"/><way id="4" visible="false"/>'),
    'changes',
    /versions of way 4/,
  ],
  ['other XML', '<gpx version="1.1"/>', 'foreign', /<gpx>/],
  [
    'XML cut in mid-tag',
    osm('').slice(0, -8) + '<node id="1" la',
    'truncated',
    /line 2: the file ends/,
  ],
  ['XML cut between tags', '<osm><node id="1" lat="1" lon="1"/>', 'truncated', /ends/],
  ['tags that cross', osm('<way id="1"></node></way>'), 'malformed', /line 3: .*well-formed/],
  ['two maps in one', '<osm/><osm/>', 'malformed', /root/],
  ['an entity bomb', laughs, 'malformed', /entity/],
  [
    'a node without latitude',
    osm('\n<node id="5" lon="1"/>'),
    'coordinates',
    /line 4: node 5 has no "lat"/,
  ],
  ['a latitude in words', osm('<node id="5" lon="1" lat="north"/>'), 'coordinates', /"north"/],
  ['a latitude that is empty', osm('<node id="5" lon="1" lat=""/>'), 'coordinates', /""/],
  ['a longitude off the earth', osm('<node id="5" lon="180.1" lat="1"/>'), 'coordinates', /180\.1/],
  ['an endless longitude', osm('<node id="5" lon="1e999" lat="1"/>'), 'coordinates', /Infinity/],
  ['a way without an id', osm('<way/>'), 'malformed', /no "id"/],
  ['an id in words', osm('<way id="five"/>'), 'malformed', /"five"/],
  ['an id beyond 2⁵³ in XML', osm('<way id="9007199254740993"/>'), 'malformed', /out of range/],
  ['a tag without a value', osm('<way id="1"><tag k="name"/></way>'), 'malformed', /no "v"/],
  [
    'a member of no kind in XML',
    osm('<relation id="1"><member type="tree" ref="1"/></relation>'),
    'malformed',
    /neither/,
  ],
  ['an endless attribute', `<osm><node id="${'1'.repeat(5 * MEGABYTE)}`, 'oversized', /no tag/],
  ['an endless comment', `<osm><!-- ${'-x'.repeat(3 * MEGABYTE)}`, 'oversized', /no tag/],
  ['bottomless elements', '<osm>' + '<a>'.repeat(1000), 'malformed', /too deep/],
  [
    'a way of a million and one nodes',
    osm(`<way id="7">${'<nd ref="1"/>'.repeat(1_000_001)}</way>`),
    'oversized',
    /way 7/,
  ],
  ['another encoding', '<?xml version="1.0" encoding="GB18030"?><osm/>', 'malformed', /GB18030/],
  [
    'bytes that are no UTF-8',
    Buffer.concat([Buffer.from('<osm x="'), Buffer.of(0xff), Buffer.from('"/>')]),
    'malformed',
    /UTF-8/,
  ],
  ['UTF-16', Buffer.from('\uFEFF<osm/>', 'utf16le'), 'foreign', /UTF-16/],
]

const gzipped = gzipSync(osm('<note/>'.repeat(1000)))

const gzip: Refusal[] = [
  ['a gzip cut short', gzipped.subarray(0, gzipped.length - 12), 'truncated', /ends/],
  ['a gzip of nothing', gzipSync(''), 'truncated', /ends/],
  [
    'a gzip of PBF',
    gzipSync(writePbf({ nodes: [], ways: [], relations: [] })),
    'foreign',
    /unpack/,
  ],
  ['a gzip of text', gzipSync('Dear Sir or Madam'), 'foreign', /not OSM data/],
  [
    'a broken gzip',
    Buffer.concat([gzipped.subarray(0, -8), new Uint8Array(8)]),
    'malformed',
    /decompressed/,
  ],
]

testRefusals('XML', xml)
testRefusals('gzip', gzip)
