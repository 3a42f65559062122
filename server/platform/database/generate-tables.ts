/** Writes tables.ts from a database migrated by migrations/: `npm run db:types`. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDatabase } from './open-database.ts'
import { readTables, type Column } from './schema.ts'
import { onTransaction } from './session.ts'

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

const writeName = (table: string) =>
  `${table.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Table`

function writeType(column: Column): string {
  const one = typeScript[column.type] ?? 'string'
  const value = `${one}${column.array ? '[]' : ''}${column.nullable ? ' | null' : ''}`
  if (column.identity || column.computed) return `GeneratedAlways<${value}>`
  return column.hasDefault ? `Generated<${value}>` : value
}

function writeTables(tables: Map<string, Column[]>): string {
  const interfaces = [...tables].map(([table, columns]) => {
    const lines = columns.map((column) => `  ${column.name}: ${writeType(column)}`)
    return `export interface ${writeName(table)} {\n${lines.join('\n')}\n}\n`
  })
  const names = [...tables.keys()].map((table) => `  ${table}: ${writeName(table)}`)
  return [head, ...interfaces, `export interface Tables {\n${names.join('\n')}\n}\n`].join('\n')
}

const dataDir = await mkdtemp(join(tmpdir(), 'beatline-types-'))
const database = await openDatabase({ dataDir })
try {
  const tables = await readTables(onTransaction(database.db))
  await writeFile(fileURLToPath(new URL('./tables.ts', import.meta.url)), writeTables(tables))
} finally {
  await database.close()
  await rm(dataDir, { recursive: true })
}
