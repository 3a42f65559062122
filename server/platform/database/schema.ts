import type { Session } from './session.ts'

export interface Column {
  table: string
  name: string
  /** As SQL writes it: "geometry(Point,4326)", "smallint[]". */
  sqlType: string
  /** Name of the type, of the element for an array: "int2". */
  type: string
  array: boolean
  nullable: boolean
  /** Filled in by the database when an insert leaves it out. */
  hasDefault: boolean
  identity: boolean
  /** Computed from other columns. */
  computed: boolean
}

/** Columns of the application's tables in order, leaving out those of extensions and views. */
export const readColumns = (session: Session) =>
  session.query<Column>(`
    select c.relname as table, a.attname as name,
           format_type(a.atttypid, a.atttypmod) as "sqlType",
           coalesce(e.typname, t.typname) as type, e.oid is not null as array,
           not a.attnotnull as nullable, a.atthasdef or a.attidentity <> '' as "hasDefault",
           a.attidentity = 'a' as identity, a.attgenerated <> '' as computed
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_type e on e.typarray = t.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by c.relname, a.attnum`)

export async function readTables(session: Session): Promise<Map<string, Column[]>> {
  const tables = new Map<string, Column[]>()
  for (const column of await readColumns(session)) {
    const columns = tables.get(column.table)
    if (columns) columns.push(column)
    else tables.set(column.table, [column])
  }
  return tables
}

export const readSequences = async (session: Session) => {
  const rows = await session.query<{ name: string }>(`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'S'
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by c.relname`)
  return rows.map(({ name }) => name)
}

export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

/** The record of migrations, kept by this layer itself. */
export const migrationTable = 'schema_migration'
