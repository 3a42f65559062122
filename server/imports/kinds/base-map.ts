import { parseGeometry } from '../fields/parse-geometry.ts'
import { parseOneOf, parseText } from '../fields/parse-text.ts'
import { wholeRecord, type Kind } from './kind.ts'

const layers = [
  'land',
  'water',
  'water_lines',
  'streets',
  'bridges',
  'rail',
  'buildings',
  'place_labels',
] as const

export const baseMap: Kind = {
  name: 'base-map',
  fields: [
    { name: 'layer', aliases: ['图层'], required: true, parse: parseOneOf(layers) },
    { name: 'kind', aliases: ['类型', 'class', 'type'], parse: parseText(50) },
    { name: 'name', aliases: ['名称'], parse: parseText(200) },
    { name: 'nameEn', aliases: ['英文名称', 'name en'], parse: parseText(200) },
    {
      name: 'geometry',
      aliases: ['几何', 'geom', 'geojson'],
      required: true,
      parse: parseGeometry(),
    },
  ],
  // A drawn line has no code: it is the same when all of it is the same.
  identity: 'null',
  references: [],
  needs: [],
  targets: [
    {
      table: 'base_feature',
      rows: wholeRecord,
      match: `md5(ST_AsBinary(o.geom)) = md5(ST_AsBinary((s.record->>'geom')::geometry))
              and o.layer = s.record->>'layer' and o.kind is not distinct from s.record->>'kind'
              and o.name is not distinct from s.record->>'name'`,
    },
  ],
  finish({ record }) {
    record['geom'] = record['geometry'] ?? null
    delete record['geometry']
  },
}
