import type { LngLat } from '../../../shared/geo.ts'
import { toWgs84 } from '../fields/datum.ts'
import type { Parse } from '../fields/field.ts'
import { parseCode, parseJson, parseOneOf, parseText } from '../fields/parse-text.ts'
import { placePoint, pointFields, toEwkt } from '../fields/place-point.ts'
import { wholeRecord, type Kind } from './kind.ts'

const placeKinds = [
  'kindergarten',
  'primary',
  'middle',
  'high',
  'vocational',
  'university',
  'other',
] as const

/** `[[lng, lat], …]` as JSON, or `lng lat; lng lat`. */
const parseGates: Parse = (text, { datum }) => {
  const pairs: unknown = text.startsWith('[')
    ? parseJson(text)
    : text.split(/[;|]/).map((pair) =>
        pair
          .trim()
          .split(/[\s,]+/)
          .map(Number),
      )
  if (!Array.isArray(pairs) || !pairs.every(isPair)) return { refusal: 'coordinates-invalid' }
  return { value: pairs.map((pair) => toEwkt(toWgs84(pair, datum))) }
}

function isPair(value: unknown): value is LngLat {
  if (!Array.isArray(value) || value.length !== 2) return false
  const [lng, lat] = value as unknown[]
  return isDegrees(lng, 180) && isDegrees(lat, 90)
}

function isDegrees(value: unknown, limit: number): boolean {
  return typeof value === 'number' && Math.abs(value) <= limit
}

const placeOf = `(select x.id from sensitive_place x where x.code = r.record->>'code')`

export const places: Kind = {
  name: 'places',
  fields: [
    {
      name: 'code',
      aliases: [
        '学校编码',
        '学校标识码',
        '编码',
        '编号',
        'system code',
        'school code',
        'school id',
        'id',
      ],
      required: true,
      parse: parseCode,
    },
    {
      name: 'name',
      aliases: ['学校名称', '名称', 'location name', 'school name'],
      parse: parseText(200),
      keepWhenEmpty: true,
    },
    { name: 'nameEn', aliases: ['英文名称', 'name en'], parse: parseText(200) },
    {
      name: 'kind',
      aliases: [
        '学校类型',
        '类型',
        '办学类型',
        'location category description',
        'school type',
        'type',
        'category',
      ],
      parse: parseOneOf(
        placeKinds,
        {
          kindergarten: ['幼儿园', 'early childhood', 'preschool', 'nursery'],
          primary: ['小学', 'elementary', 'K-8', 'primary school'],
          middle: ['初中', '中学', 'junior high-intermediate-middle', 'middle school', '初级中学'],
          high: ['高中', '高级中学', 'high school', 'secondary school', 'secondary', '完全中学'],
          vocational: ['职业学校', '中职', '职高', '技校', 'career technical'],
          university: ['大学', '高校', '学院', 'college'],
          other: ['其他', '其它', 'K-12 all grades', '九年一贯制', 'ungraded'],
        },
        'other',
      ),
      keepWhenEmpty: true,
      keepText: 'kind_text',
    },
    { name: 'address', aliases: ['地址', '学校地址', 'street address'], parse: parseText(300) },
    ...pointFields,
    { name: 'gates', aliases: ['校门', '出入口', 'entrances'], parse: parseGates },
  ],
  identity: `record->>'code'`,
  references: [],
  needs: [
    { field: 'lng', code: 'coordinates-missing', met: `record ? 'geom'` },
    { field: 'name', code: 'value-missing', met: `record->>'name' is not null` },
  ],
  targets: [
    {
      table: 'sensitive_place',
      rows: wholeRecord,
      match: `o.code = s.record->>'code'`,
      fresh: `jsonb_build_object('kind', 'other')`,
    },
    {
      table: 'sensitive_place_gate',
      rows: (staged) => `
        select r.line, jsonb_build_object('place_id', ${placeOf}, 'geom', gate) as record
        ${staged(`cross join lateral jsonb_array_elements_text(case jsonb_typeof(r.record->'gates') when 'array' then r.record->'gates' else '[]' end) gate`)}`,
      match: `o.place_id = (s.record->>'place_id')::integer and o.geom = (s.record->>'geom')::geometry`,
      replaces: (staged) => `
        o.place_id in (select ${placeOf} ${staged()} and r.record ? 'gates')
        and not exists (select ${staged()} and r.record->>'code' = (select x.code from sensitive_place x where x.id = o.place_id)
                          and exists (select from jsonb_array_elements_text(r.record->'gates') gate
                                      where gate::geometry = o.geom))`,
    },
  ],
  finish: placePoint,
}
