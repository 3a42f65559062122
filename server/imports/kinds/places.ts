import { parsePoints } from '../fields/parse-points.ts'
import { parseCode, parseOneOf, parseText } from '../fields/parse-text.ts'
import { placePoint, pointFields } from '../fields/place-point.ts'
import { wholeRecord, type Kind } from './kind.ts'
import { pointList } from './point-list.ts'

const placeKinds = [
  'kindergarten',
  'primary',
  'middle',
  'high',
  'vocational',
  'university',
  'other',
] as const

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
    { name: 'gates', aliases: ['校门', '出入口', 'entrances'], parse: parsePoints },
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
    pointList({
      table: 'sensitive_place_gate',
      owner: 'place_id',
      ownerTable: 'sensitive_place',
      key: 'gates',
    }),
  ],
  finish: placePoint,
}
