import { visitOutcomes } from '../../../shared/visits.ts'
import type { RowRecord } from '../fields/field.ts'
import { parseNumber, parseWhole } from '../fields/parse-number.ts'
import { parseCode, parseObject, parseOneOf, parseText } from '../fields/parse-text.ts'
import { parseInstant } from '../fields/parse-time.ts'
import { link, type Kind } from './kind.ts'

/** Facts with a column of their own; others come in `observations` as JSON. */
const observed = ['stock_cartons', 'satisfaction', 'price_index', 'note'] as const
const contractName = (key: string) =>
  key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

const visitOf = `x.retailer_id = (select y.id from retailer y where y.code = r.record->>'retailer_code')
  and x.person_id = (select y.id from person y where y.code = r.record->>'person_code')
  and x.arrived_at = (r.record->>'arrived_at')::timestamptz`

export const visits: Kind = {
  name: 'visits',
  fields: [
    {
      name: 'retailerCode',
      aliases: ['客户编码', '客户代码', '零售户编码', 'customer code'],
      required: true,
      parse: parseCode,
    },
    {
      name: 'personCode',
      aliases: ['客户经理编码', '客户经理', '工号', '走访人', 'employee number'],
      required: true,
      parse: parseCode,
    },
    { name: 'plannedAt', aliases: ['计划时间'], parse: parseInstant },
    {
      name: 'arrivedAt',
      aliases: ['到店时间', '签到时间', '拜访时间', '走访时间', 'arrived', 'visit time'],
      required: true,
      parse: parseInstant,
    },
    { name: 'leftAt', aliases: ['离店时间', '签退时间', 'left'], parse: parseInstant },
    {
      name: 'outcome',
      aliases: ['结果', '走访结果'],
      parse: parseOneOf(visitOutcomes, {
        done: ['完成', '已完成'],
        skipped: ['跳过', '未访', '未完成'],
      }),
      keepWhenEmpty: true,
    },
    { name: 'skipReason', aliases: ['未访原因', '跳过原因'], parse: parseText(200) },
    { name: 'observations', aliases: [], parse: parseObject, keepWhenEmpty: true },
    {
      name: 'stockCartons',
      aliases: ['社会库存', '库存', '库存数'],
      parse: parseWhole(0, 100_000),
      keepWhenEmpty: true,
    },
    { name: 'satisfaction', aliases: ['满意度'], parse: parseWhole(1, 5), keepWhenEmpty: true },
    { name: 'priceIndex', aliases: ['价格指数'], parse: parseNumber(0, 1000), keepWhenEmpty: true },
    { name: 'note', aliases: ['备注', '意见'], parse: parseText(500), keepWhenEmpty: true },
  ],
  identity: `(record->>'retailer_code') || ' ' || (record->>'person_code') || ' ' || (record->>'arrived_at')`,
  references: [
    {
      field: 'retailerCode',
      key: 'retailer_code',
      known: 'exists (select from retailer x where x.code = code.value)',
    },
    {
      field: 'personCode',
      key: 'person_code',
      known: 'exists (select from person x where x.code = code.value)',
    },
  ],
  needs: [],
  targets: [
    {
      table: 'visit',
      rows: (staged) => `
        select r.line, r.record || ${link('retailer_id', 'retailer_code', 'retailer')}
          || ${link('person_id', 'person_code', 'person')} as record ${staged()}`,
      match: `o.retailer_id = (s.record->>'retailer_id')::integer and o.person_id = (s.record->>'person_id')::integer
              and o.arrived_at = (s.record->>'arrived_at')::timestamptz`,
      fresh: `jsonb_build_object('id', gen_random_uuid(), 'outcome', 'done')`,
    },
    {
      table: 'observation',
      rows: (staged) => `
        select r.line, jsonb_build_object('visit_id', x.id, 'name', fact.key, 'value', fact.value) as record
        ${staged(`left join visit x on ${visitOf} cross join lateral jsonb_each(coalesce(r.record->'observations', '{}')) fact`)}`,
      match: `o.visit_id = (s.record->>'visit_id')::uuid and o.name = s.record->>'name'`,
    },
  ],
  finish({ record, problems }) {
    gatherObservations(record)
    const { arrived_at: from, left_at: to } = record
    if (typeof from === 'string' && typeof to === 'string' && to < from)
      problems.push({ code: 'date-invalid', field: 'leftAt', value: to })
  },
}

function gatherObservations(record: RowRecord): void {
  const facts: Record<string, unknown> = { ...(record['observations'] as object | undefined) }
  for (const key of observed) {
    if (record[key] !== undefined) facts[contractName(key)] = record[key]
    Reflect.deleteProperty(record, key)
  }
  // A fact that was not asked is no fact.
  record['observations'] = Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== null),
  )
}
