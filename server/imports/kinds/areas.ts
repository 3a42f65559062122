import { areaKinds, populationKinds } from '../../../shared/areas.ts'
import { parseGeometry } from '../fields/parse-geometry.ts'
import { parseWhole } from '../fields/parse-number.ts'
import { parseCode, parseOneOf, parseText } from '../fields/parse-text.ts'
import { parseDay } from '../fields/parse-time.ts'
import type { Kind } from './kind.ts'

export const areas: Kind = {
  name: 'areas',
  fields: [
    {
      name: 'code',
      aliases: [
        '片区编码',
        '单元编码',
        '区域编码',
        '行政区划代码',
        '编码',
        '编号',
        'area code',
        'adcode',
        'modzcta',
        'geoid',
        'id',
      ],
      required: true,
      parse: parseCode,
    },
    {
      name: 'name',
      aliases: ['片区', '片区名称', '市场单元', '区域名称', '名称', 'area name', 'label', 'title'],
      parse: parseText(200),
      keepWhenEmpty: true,
    },
    { name: 'nameEn', aliases: ['英文名称', 'name en', 'english name'], parse: parseText(200) },
    {
      name: 'kind',
      aliases: ['层级', '区域类型', 'level', 'area kind'],
      parse: parseOneOf(areaKinds, {
        city: ['市', '地市', '全市', 'prefecture'],
        district: ['区县', '县', '区', 'county'],
        station: ['站', '所', '管理所', '服务站'],
        cell: ['市场单元', '单元', '片区', 'market cell'],
        other: ['其他', '其它'],
      }),
      keepWhenEmpty: true,
    },
    {
      name: 'parentCode',
      aliases: ['上级编码', '上级区域编码', 'parent', 'parent code'],
      parse: parseCode,
    },
    {
      name: 'population',
      aliases: ['人口', '人口数', '辖区人口数', '常住人口', 'pop est', 'pop', 'pop_2020'],
      parse: parseWhole(0, 2_000_000_000),
    },
    {
      name: 'populationKind',
      aliases: ['人口口径', '人口类型'],
      parse: parseOneOf(populationKinds, {
        resident: ['常住', '常住人口'],
        registered: ['户籍', '户籍人口'],
        daytime: ['日间', '白天'],
      }),
    },
    {
      name: 'populationYear',
      aliases: ['人口年份', '年份', 'year'],
      parse: parseWhole(1900, 2200),
    },
    { name: 'populationSource', aliases: ['人口来源', '数据来源'], parse: parseText(300) },
    {
      name: 'plannedLicences',
      aliases: ['建议办证户数', '规划数', '指导数', 'planned'],
      parse: parseWhole(0, 10_000_000),
    },
    {
      name: 'validFrom',
      aliases: ['生效日期', 'valid from'],
      parse: parseDay,
      keepWhenEmpty: true,
    },
    {
      name: 'geometry',
      aliases: ['几何', 'geom', 'geojson'],
      parse: parseGeometry(['Polygon', 'MultiPolygon']),
    },
  ],
  identity: `record->>'code'`,
  references: [
    {
      field: 'parentCode',
      key: 'parent_code',
      known: 'exists (select from area x where x.code = code.value and x.valid_to is null)',
      alsoInFile: true,
    },
  ],
  needs: [{ field: 'geometry', code: 'geometry-invalid', met: `record->>'geom' is not null` }],
  targets: [
    {
      table: 'area',
      rows: (staged) => `select r.line, r.record ${staged()}`,
      match: `o.code = s.record->>'code' and o.valid_to is null`,
      fresh: `jsonb_build_object('name', s.record->>'code', 'kind', 'cell')`,
      keepsPast: true,
    },
    // A second pass, for the parent may come later in the file than its children.
    {
      table: 'area',
      rows: (staged) => `
        select r.line, jsonb_build_object('code', r.record->>'code', 'parent_id', (
          select x.id from area x where x.code = r.record->>'parent_code' and x.valid_to is null)) as record
        ${staged()} and r.record ? 'parent_code'`,
      match: `o.code = s.record->>'code' and o.valid_to is null`,
    },
  ],
  finish({ record }) {
    if (record['geometry'] !== undefined && record['geometry'] !== null)
      record['geom'] = record['geometry']
    delete record['geometry']
  },
}
