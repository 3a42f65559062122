import type { Target } from './kind.ts'

/** Record key → column of `visit_line`; an empty cell empties, and a list is never null. */
const lists = { usual_weekdays: 'weekdays', closed_weekdays: 'closed_weekdays' }
const days = ['order_weekday', 'delivery_weekday']
const keys = [...Object.keys(lists), ...days]

const part = (key: string, column: string, value: string) =>
  `case when r.record ? '${key}' then jsonb_build_object('${column}', ${value}) else '{}' end`

/** On which days of the week a shop is visited, closed, orders and is delivered to, as far as the file says. */
export const shopWeek: Target = {
  table: 'visit_line',
  rows: (staged) => `
    select r.line, ${[
      `jsonb_build_object('retailer_id', x.id)`,
      ...Object.entries(lists).map(([key, column]) =>
        part(key, column, `coalesce(nullif(r.record->'${key}', 'null'), '[]')`),
      ),
      ...days.map((key) => part(key, key, `r.record->'${key}'`)),
    ].join(' || ')} as record
    ${staged(`left join retailer x on x.code = r.record->>'code'`)}
      and (${keys.map((key) => `r.record ? '${key}'`).join(' or ')})`,
  match: `o.retailer_id = (s.record->>'retailer_id')::integer`,
}
