import { roles } from '../../../shared/auth.ts'
import { toWgs84 } from '../fields/datum.ts'
import { parseNumber } from '../fields/parse-number.ts'
import { parseCode, parseList, parseOneOf, parseText } from '../fields/parse-text.ts'
import { parseTimeOfDay } from '../fields/parse-time.ts'
import { toEwkt } from '../fields/place-point.ts'
import { link, type Kind } from './kind.ts'

/** In `areaCodes`: sees everything. Written out, for an empty cell must never grant anything. */
export const EVERYTHING = '*'

const personOf = `(select x.id from person x where x.code = r.record->>'code')`

export const people: Kind = {
  name: 'people',
  fields: [
    {
      name: 'code',
      aliases: [
        '工号',
        '人员编码',
        '员工编号',
        '编码',
        '编号',
        'employee number',
        'staff id',
        'id',
      ],
      required: true,
      parse: parseCode,
    },
    {
      name: 'name',
      aliases: ['姓名', '名称', 'full name'],
      parse: parseText(100),
      keepWhenEmpty: true,
    },
    { name: 'nameEn', aliases: ['英文名', 'name en'], parse: parseText(100) },
    {
      name: 'role',
      aliases: ['角色', '岗位', '职务', 'position'],
      parse: parseOneOf(roles, {
        'customer-manager': ['客户经理', 'rep', 'customer manager'],
        inspector: ['稽查员', '专管员', '市场管理员', '市管员'],
        supervisor: ['主管', '站长', '队长', '部长'],
        manager: ['经理', '营销经理', '计划经理'],
        planner: ['规划员', '布局规划'],
        administrator: ['管理员', '系统管理员'],
      }),
      keepWhenEmpty: true,
    },
    {
      name: 'teamCode',
      aliases: ['班组编码', '部门编码', '团队编码', '服务站编码', 'team'],
      parse: parseCode,
    },
    {
      name: 'teamName',
      aliases: ['班组', '部门', '团队', '服务站'],
      parse: parseText(100),
      keepWhenEmpty: true,
    },
    { name: 'teamNameEn', aliases: [], parse: parseText(100) },
    { name: 'areaCodes', aliases: ['片区', '辖区', '负责片区', 'areas'], parse: parseList },
    { name: 'login', aliases: ['登录名', '账号', '用户名', 'user name'], parse: parseText(100) },
    { name: 'startLng', aliases: ['出发经度'], parse: parseNumber(-180, 180) },
    { name: 'startLat', aliases: ['出发纬度'], parse: parseNumber(-90, 90) },
    { name: 'shiftStart', aliases: ['上班时间'], parse: parseTimeOfDay, keepWhenEmpty: true },
    { name: 'shiftEnd', aliases: ['下班时间'], parse: parseTimeOfDay, keepWhenEmpty: true },
  ],
  identity: `record->>'code'`,
  claims: [{ field: 'login', value: `record->>'login'` }],
  references: [
    {
      field: 'areaCodes',
      key: 'area_codes',
      known: `code.value = '${EVERYTHING}' or exists (select from area x where x.code = code.value and x.valid_to is null)`,
    },
  ],
  needs: [
    { field: 'name', code: 'value-missing', met: `record->>'name' is not null` },
    { field: 'role', code: 'value-missing', met: `record->>'role' is not null` },
    {
      field: 'login',
      code: 'value-taken',
      met: `not exists (select from person x where x.login = record->>'login' and x.code <> record->>'code')`,
      ofEveryRow: true,
    },
    {
      field: 'shiftEnd',
      code: 'date-invalid',
      met: `not exists (select from person x where x.code = record->>'code'
              and coalesce((record->>'shift_end')::time, x.shift_end) <= coalesce((record->>'shift_start')::time, x.shift_start))`,
      ofEveryRow: true,
    },
  ],
  targets: [
    {
      table: 'person',
      rows: (staged) =>
        `select r.line, r.record || ${link('team_id', 'team_code', 'team')} as record ${staged()}`,
      match: `o.code = s.record->>'code'`,
    },
    {
      table: 'person_scope',
      rows: (staged) => `
        select r.line, jsonb_build_object('person_id', ${personOf}, 'area_id', (
          select x.id from area x where x.code = granted and x.valid_to is null)) as record
        ${staged(`cross join lateral jsonb_array_elements_text(case jsonb_typeof(r.record->'area_codes') when 'array' then r.record->'area_codes' else '[]' end) granted`)}`,
      match: `o.person_id = (s.record->>'person_id')::integer and o.team_id is null
              and o.area_id is not distinct from (s.record->>'area_id')::integer`,
    },
  ],
  before: [
    {
      table: 'team',
      rows: (staged) => `
        select distinct on (r.record->>'team_code') r.line,
               jsonb_build_object('code', r.record->>'team_code')
               || case when r.record->>'team_name' is not null then jsonb_build_object('name', r.record->>'team_name') else '{}' end
               || case when r.record ? 'team_name_en' then jsonb_build_object('name_en', r.record->>'team_name_en') else '{}' end as record
        ${staged()} and r.record->>'team_code' is not null
        order by r.record->>'team_code', r.line`,
      match: `o.code = s.record->>'code'`,
      fresh: `jsonb_build_object('name', s.record->>'code')`,
    },
  ],
  finish({ record, problems }, { datum }) {
    const { start_lng: lng, start_lat: lat, shift_start: from, shift_end: to } = record
    if (typeof lng === 'number' && typeof lat === 'number')
      record['start_geom'] = toEwkt(toWgs84([lng, lat], datum))
    if (typeof from === 'string' && typeof to === 'string' && to <= from)
      problems.push({ code: 'date-invalid', field: 'shiftEnd', value: to })
  },
}
