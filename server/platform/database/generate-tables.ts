/** Writes tables.ts from a database migrated by migrations/: `npm run db:types`. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { openDatabase, type Db } from './open-database.ts'

interface Column {
  table: string
  name: string
  /** The element's type for an array. */
  type: string
  array: boolean
  nullable: boolean
  /** Filled in by the database when an insert leaves it out. */
  generated: boolean
  /** Never written: generated always as identity, or stored. */
  readOnly: boolean
}

/** TypeScript of PostgreSQL's types, as pg-types.ts reads them; every other type is text. */
const typeScript: Record<string, string> = {
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float4: 'number',
  float8: 'number',
  numeric: 'number',
  json: 'Json',
  jsonb: 'Json',
  bytea: 'Buffer',
}

const head = `/** Generated from a migrated database by \`npm run db:types\`; do not edit. */
import type { ColumnType, GeneratedAlways } from 'kysely'

/** Read parsed, written as JSON text: \`pg\` would take an array for one of PostgreSQL's. */
export type Json = ColumnType<unknown, string, string>

/** May be left out of an insert. Kysely's own does not look into a ColumnType. */
export type Generated<T> =
  T extends ColumnType<infer Read, infer Insert, infer Update>
    ? ColumnType<Read, Insert | undefined, Update>
    : ColumnType<T, T | undefined, T>
`

const readColumns = (db: Db) =>
  sql<Column>`
  select c.relname as table, a.attname as name, coalesce(e.typname, t.typname) as type,
         e.oid is not null as array, not a.attnotnull as nullable,
         a.atthasdef or a.attidentity = 'd' as generated,
         a.attidentity = 'a' or a.attgenerated <> '' as "readOnly"
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'v')
  join pg_type t on t.oid = a.atttypid
  left join pg_type e on e.typarray = t.oid
  where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
    and not c.relispartition
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  order by c.relname, a.attnum`.execute(db)

const writeName = (table: string) =>
  `${table.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Table`

function writeType({ type, array, nullable, generated, readOnly }: Column): string {
  const one = typeScript[type] ?? 'string'
  const value = `${one}${array ? '[]' : ''}${nullable ? ' | null' : ''}`
  if (readOnly) return `GeneratedAlways<${value}>`
  return generated ? `Generated<${value}>` : value
}

function writeTables(columns: readonly Column[]): string {
  const tables = new Map<string, Column[]>(columns.map(({ table }) => [table, []]))
  for (const column of columns) tables.get(column.table)?.push(column)
  const interfaces = [...tables].map(([table, own]) => {
    const lines = own.map((column) => `  ${column.name}: ${writeType(column)}`)
    return `export interface ${writeName(table)} {\n${lines.join('\n')}\n}\n`
  })
  const names = [...tables.keys()].map((table) => `  ${table}: ${writeName(table)}`)
  return [head, ...interfaces, `export interface Tables {\n${names.join('\n')}\n}\n`].join('\n')
}

const dataDir = await mkdtemp(join(tmpdir(), 'beatline-types-'))
const database = await openDatabase({ dataDir })
try {
  const { rows } = await readColumns(database.db)
  await writeFile(fileURLToPath(new URL('./tables.ts', import.meta.url)), writeTables(rows))
} finally {
  await database.close()
  await rm(dataDir, { recursive: true })
}
