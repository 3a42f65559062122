import {
  conducts,
  formats,
  positionMethods,
  retailerStatuses,
  settings,
  sizes,
} from '../../../shared/retailers.ts'
import type { Field } from '../fields/field.ts'
import { parseNumber, parseWhole } from '../fields/parse-number.ts'
import { parsePoints } from '../fields/parse-points.ts'
import { parseCode, parseOneOf, parseText } from '../fields/parse-text.ts'
import { parseDay } from '../fields/parse-time.ts'
import { parseWeekday, parseWeekdays } from '../fields/parse-weekdays.ts'
import { placePoint, pointFields } from '../fields/place-point.ts'
import { formatAliases } from './format-aliases.ts'
import { link, type Kind, type Staged } from './kind.ts'
import { pointList } from './point-list.ts'
import { shopWeek } from './shop-week.ts'

const fields: readonly Field[] = [
  {
    name: 'code',
    aliases: [
      '客户编码',
      '客户代码',
      '客户编号',
      '零售户编码',
      '零售户编号',
      '商户编码',
      '编码',
      '编号',
      'customer code',
      'retailer code',
      'retailer id',
      'licence id',
      'id',
      '许可证号',
      '许可证编号',
    ],
    required: true,
    parse: parseCode,
  },
  {
    name: 'name',
    aliases: [
      '店名',
      '客户名称',
      '企业名称',
      '字号',
      '字号名称',
      '零售户名称',
      '商户名称',
      '店铺名称',
      '门店名称',
      '名称',
      'shop name',
      'store name',
      'retailer name',
      'business name',
      'trade name',
    ],
    parse: parseText(200),
  },
  {
    name: 'address',
    aliases: [
      '经营地址',
      '地址',
      '店铺地址',
      '详细地址',
      '经营场所',
      'street address',
      'location address',
      'addr',
    ],
    parse: parseText(300),
  },
  ...pointFields,
  // The first is the main door.
  { name: 'entrances', aliases: ['出入口', '店门', '门口'], parse: parsePoints },
  {
    name: 'accuracyMetres',
    aliases: ['定位精度', '精度', 'accuracy'],
    parse: parseNumber(0, 100_000),
  },
  {
    name: 'positionMethod',
    aliases: ['定位方式', '坐标来源', 'position source'],
    parse: parseOneOf(positionMethods, {
      imported: ['导入'],
      surveyed: ['实测', '测量'],
      'check-in': ['签到', '打卡'],
      geocoded: ['地址解析', '地理编码'],
    }),
    keepWhenEmpty: true,
  },
  {
    name: 'format',
    aliases: [
      '业态',
      '业态类型',
      '零售业态',
      '经营业态',
      'vendor type',
      'store type',
      'shop type',
      'type',
    ],
    parse: parseOneOf(formats, formatAliases, 'other'),
    keepWhenEmpty: true,
    keepText: 'format_text',
  },
  {
    name: 'setting',
    aliases: ['市场类型', '城乡', '城乡类型', '城镇乡村'],
    parse: parseOneOf(settings, {
      urban: ['城镇', '城市', '城区', '城', 'C'],
      rural: ['乡村', '农村', '乡', 'X'],
    }),
  },
  {
    name: 'size',
    aliases: ['经营规模', '规模'],
    parse: parseOneOf(sizes, {
      large: ['大', '大型', '1'],
      medium: ['中', '中型', '2'],
      small: ['小', '小型', '3'],
    }),
  },
  {
    name: 'tier',
    aliases: ['档位', '客户档位', '等级', 'level', 'grade'],
    parse: parseWhole(1, 30),
  },
  { name: 'conduct', aliases: ['诚信等级', '信用等级', '守法等级'], parse: parseOneOf(conducts) },
  {
    name: 'phone',
    aliases: ['电话', '联系电话', '手机', '手机号', 'telephone', 'mobile'],
    parse: parseText(50),
  },
  {
    name: 'managerCode',
    aliases: [
      '客户经理编码',
      '客户经理',
      '客户经理工号',
      '客户经理编号',
      'manager',
      'manager code',
    ],
    parse: parseCode,
  },
  {
    name: 'status',
    aliases: ['状态', '经营状态', '客户状态'],
    parse: parseOneOf(retailerStatuses, {
      active: ['正常', '营业', '在营', '有效', 'open'],
      suspended: ['停业', '暂停', '歇业'],
      closed: ['关闭', '注销', '已注销', '退出'],
    }),
    keepWhenEmpty: true,
  },
  {
    name: 'usualWeekdays',
    aliases: [
      '固定走访日',
      '固定线路',
      '走访日',
      '拜访日',
      '线路日',
      'usual weekdays',
      'usual weekday',
      'visit days',
      'visit day',
    ],
    parse: parseWeekdays,
  },
  {
    name: 'closedWeekdays',
    aliases: ['店休日', '休息日', '歇业日', 'closed weekdays', 'closed days', 'closed on'],
    parse: parseWeekdays,
  },
  {
    name: 'orderWeekday',
    aliases: ['订货日', '订货星期', '访销日', 'order weekday', 'order day'],
    parse: parseWeekday,
  },
  {
    name: 'deliveryWeekday',
    aliases: ['送货日', '配送日', '送货星期', 'delivery weekday', 'delivery day'],
    parse: parseWeekday,
  },
  {
    name: 'licenceNo',
    aliases: [
      '许可证号',
      '许可证编号',
      '许可证号码',
      '专卖许可证号',
      '烟草专卖零售许可证号',
      'licence number',
      'license number',
      'licence no',
      'license no',
    ],
    shares: true,
    parse: parseCode,
  },
  {
    name: 'licenceFrom',
    aliases: [
      '许可证起始日期',
      '有效期起',
      '有效期自',
      '发证日期',
      'licence from',
      'license from',
      'issue date',
    ],
    parse: parseDay,
  },
  {
    name: 'licenceTo',
    aliases: [
      '许可证截止日期',
      '有效期止',
      '有效期至',
      '到期日期',
      'licence to',
      'license to',
      'expiry date',
    ],
    parse: parseDay,
  },
]

/** A permit number alone finds the newest permit of that number; with its first day, that very one. */
const sameLicence = `o.id = (
  select x.id from licence x
  where x.number = s.record->>'number'
    and (not s.record ? 'valid_from' or x.valid_from is not distinct from (s.record->>'valid_from')::date)
  order by x.valid_from desc nulls last limit 1)`

const licenceRows = (staged: Staged) => `
  select r.line, jsonb_build_object('retailer_id', x.id, 'number', r.record->>'licence_no')
      || case when r.record ? 'licence_from' then jsonb_build_object('valid_from', r.record->'licence_from') else '{}' end
      || case when r.record ? 'licence_to' then jsonb_build_object('valid_to', r.record->'licence_to') else '{}' end as record
  ${staged(`left join retailer x on x.code = r.record->>'code'`)}
    and r.record->>'licence_no' is not null`

export const retailers: Kind = {
  name: 'retailers',
  fields,
  identity: `record->>'code'`,
  claims: [
    {
      field: 'licenceNo',
      value: `(record->>'licence_no') || ' ' || coalesce(record->>'licence_from', '')`,
    },
  ],
  references: [
    {
      field: 'managerCode',
      key: 'manager_code',
      known: `exists (select from person x where x.code = code.value and x.role = 'customer-manager')`,
    },
  ],
  needs: [
    { field: 'lng', code: 'coordinates-missing', met: `record ? 'geom'` },
    {
      field: 'name',
      code: 'value-missing',
      met: `coalesce(record->>'name', record->>'address') is not null`,
    },
    {
      field: 'licenceTo',
      code: 'date-invalid',
      met: `record ? 'licence_from' or not exists (
              select from licence x where x.number = record->>'licence_no' and x.valid_from > (record->>'licence_to')::date)`,
      ofEveryRow: true,
    },
  ],
  targets: [
    {
      table: 'retailer',
      rows: (staged) =>
        `select r.line, r.record || ${link('manager_id', 'manager_code', 'person')} as record ${staged()}`,
      match: `o.code = s.record->>'code'`,
    },
    { table: 'licence', rows: licenceRows, match: sameLicence },
    shopWeek,
    pointList({
      table: 'retailer_entrance',
      owner: 'retailer_id',
      ownerTable: 'retailer',
      key: 'entrances',
    }),
  ],
  finish(row, context) {
    placePoint(row, context)
    const { licence_from: from, licence_to: to } = row.record
    if (typeof from === 'string' && typeof to === 'string' && to < from)
      row.problems.push({ code: 'date-invalid', field: 'licenceTo', value: to })
  },
}
