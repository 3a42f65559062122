import { type Refusal, testRefusals } from './support/refusal.ts'

const other: Refusal[] = [
  ['an empty file', '', 'empty', /empty/],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'foreign', /PNG/],
  ['a web page', '<!DOCTYPE html><html><body>404</body></html>', 'foreign', /<html>/],
  ['a text', 'Dear Sir or Madam', 'foreign', /not OSM data/],
  ['JSON', '{"elements": []}', 'foreign', /JSON/],
  ['a ZIP archive', 'PK\u0003\u0004', 'foreign', /ZIP/],
  ['bzip2', 'BZh91AY&SY', 'foreign', /bzip2/],
  ['a map of tiles', 'PMTiles\u0003', 'foreign', /tiles/],
  ['zeros', new Uint8Array(1000), 'foreign', /not OSM data/],
  ['noise', Uint8Array.from({ length: 1000 }, (_, i) => (i * i * 31) & 255), 'foreign', /OSM data/],
]

testRefusals('files of other kinds', other)
