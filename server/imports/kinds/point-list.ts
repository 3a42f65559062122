import type { Target } from './kind.ts'

interface PointList {
  readonly table: string
  /** Its column that points at the table of what the file is about. */
  readonly owner: string
  readonly ownerTable: string
  /** Record key of the list (`parsePoints`). */
  readonly key: string
}

/** A table of the points that a thing has, in the order of the file: gates of a school, entrances of a shop. */
export function pointList({ table, owner, ownerTable, key }: PointList): Target {
  const ownerId = `(select x.id from ${ownerTable} x where x.code = r.record->>'code')`
  const list = `case jsonb_typeof(r.record->'${key}') when 'array' then r.record->'${key}' else '[]' end`
  return {
    table,
    rows: (staged) => `
      select r.line, jsonb_build_object('${owner}', ${ownerId}, 'geom', point.geom, 'place', point.place) as record
      ${staged(`cross join lateral jsonb_array_elements_text(${list}) with ordinality point (geom, place)`)}`,
    // The first of the file is the first there is, whatever their numbers.
    match: `o.id = (
      select x.id from ${table} x where x.${owner} = (s.record->>'${owner}')::integer
      order by x.id limit 1 offset (s.record->>'place')::integer - 1)`,
    order: `s.line, (s.record->>'place')::integer`,
    surplus: (staged) => `
      select r.line, beyond.id
      ${staged(`cross join lateral (
        select x.id from ${table} x where x.${owner} = ${ownerId}
        order by x.id offset jsonb_array_length(${list})) beyond`)} and r.record ? '${key}'`,
  }
}
