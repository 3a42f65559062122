import { cp, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  backupDatabase,
  restoreDatabase,
  type Database,
} from '../../server/platform/database/index.ts'
import { openOn } from '../../server/platform/database/open-database.ts'
import { makeFolder, makePlace, openTestDatabase, type Place } from '../support/database.ts'

const fixtures = new URL('./fixtures/migrations', import.meta.url)
let folder: string
let file: string
let migrationsDir: string
let expected: { row: string }[]
const opened: { database: Database; place: Place }[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beatline-backup-'))
  file = join(folder, 'backup.gz')
  migrationsDir = join(folder, 'migrations')
  await cp(fixtures, migrationsDir, { recursive: true })
  const source = await open()
  await fill(source)
  expected = await readAll(source)
  await backupDatabase(source.db, file)
  await close()
})
afterEach(close)
afterAll(() => rm(folder, { recursive: true }))

async function open(make = makePlace): Promise<Database> {
  const place = await make()
  const database = await openOn(await place.connect(), { dataDir: '', migrationsDir })
  opened.push({ database, place })
  return database
}

async function close(): Promise<void> {
  for (const { database, place } of opened.splice(0)) {
    await database.close()
    await place.remove()
  }
}

/** More rows than one chunk, every kind of value, and rows that name later ones. */
async function fill({ db }: Database): Promise<void> {
  await sql`
    insert into shop (name, geom, opened, photo, tags, facts, rent, inside)
    select 'shop ' || n, st_setsrid(st_point(100 + n / 3.0, 30 + n / 7.0), 4326),
           timestamptz '2026-01-01 00:00:00.123456+08' + n * interval '1 second',
           decode('00ff0a', 'hex'), array['a,b', 'quo"te', null], '{"deep": [1, {"x": "许可证"}]}',
           0.1 + n, null
    from generate_series(1, 700) n`.execute(db)
  await sql`update shop set inside = id + 1 where id < 700`.execute(db)
  await sql`update shop set name = 'line ' || chr(10) || chr(8232) || ' end' where id = 5`.execute(
    db,
  )
}

const readAll = async ({ db }: Database) =>
  (await sql<{ row: string }>`select shop::text as row from shop order by id`.execute(db)).rows

describe('a backup', () => {
  test('brings back every value exactly, and goes on counting where it was', async () => {
    const copy = await open()
    await restoreDatabase(copy.db, file, migrationsDir)
    expect(await readAll(copy)).toEqual(expected)
    const { rows } = await sql`insert into shop (name) values ('next') returning id`.execute(
      copy.db,
    )
    expect(rows).toEqual([{ id: 702 }])
  })

  test('of a restored database has the same content', async () => {
    const copy = await open()
    await restoreDatabase(copy.db, file, migrationsDir)
    const again = join(folder, 'again.gz')
    expect(await backupDatabase(copy.db, again)).toBe(701)
    expect(await readRows(again)).toEqual(await readRows(file))
  })

  test.skipIf(!process.env['DATABASE_URL'])(
    'moves from PostgreSQL to the embedded database and back (skipped: DATABASE_URL is not set)',
    async () => {
      const embedded = await open(makeFolder)
      await restoreDatabase(embedded.db, file, migrationsDir)
      const carried = join(folder, 'carried.gz')
      await backupDatabase(embedded.db, carried)
      const server = await open()
      await restoreDatabase(server.db, carried, migrationsDir)
      expect(await readAll(server)).toEqual(await readAll(embedded))
      expect(await readRows(carried)).toEqual(await readRows(file))
    },
  )

  test('is refused where rows already are, and leaves them alone', async () => {
    const other = await open()
    await sql`insert into shop (name) values ('mine')`.execute(other.db)
    await expect(restoreDatabase(other.db, file, migrationsDir)).rejects.toMatchObject({
      code: 'database-not-empty',
    })
    expect(await readAll(other)).toHaveLength(2)
  })

  test('older than the code is migrated after it is loaded', async () => {
    await writeFile(
      join(migrationsDir, '0003-shout.sql'),
      `alter table shop add shout text; update shop set shout = upper(name); alter table shop alter shout set not null;`,
    )
    try {
      const newer = await open()
      await restoreDatabase(newer.db, file, migrationsDir)
      const { rows } = await sql`select shout from shop where id = 7`.execute(newer.db)
      expect(rows).toEqual([{ shout: 'SHOP 6' }])
      expect(await newer.describe()).toMatchObject({ migration: '0003-shout' })
    } finally {
      await rm(join(migrationsDir, '0003-shout.sql'))
    }
  })
})

test('a damaged backup is refused, and nothing of it is restored', async () => {
  const database = await open()
  const damaged = join(folder, 'damaged.gz')
  const refuse = () =>
    expect(restoreDatabase(database.db, damaged, migrationsDir)).rejects.toMatchObject({
      code: 'backup-damaged',
    })
  const text = gunzipSync(await readFile(file)).toString()

  await cp(file, damaged)
  await truncate(damaged, (await stat(damaged)).size - 100)
  await refuse()
  // Whole as gzip, but without its last lines.
  await writeFile(damaged, gzipSync(text.split('\n').slice(0, -20).join('\n')))
  await refuse()
  // One letter is another.
  await writeFile(damaged, gzipSync(text.replace('shop 50"', 'shop 5O"')))
  await refuse()

  expect(await readAll(database)).toHaveLength(1)
  await restoreDatabase(database.db, file, migrationsDir)
  expect(await readAll(database)).toEqual(expected)
})

test('a backup with a migration the code does not know is refused', async () => {
  const newer = await open()
  await rm(join(migrationsDir, '0002-shop-kind.sql'))
  try {
    await expect(restoreDatabase(newer.db, file, migrationsDir)).rejects.toMatchObject({
      code: 'backup-newer',
    })
  } finally {
    await cp(fixtures, migrationsDir, { recursive: true })
  }
})

test('every foreign key of the model can be deferred, as a restore needs', async () => {
  const database = await openTestDatabase()
  try {
    const { rows } = await sql`
      select conrelid::regclass::text as table, conname from pg_constraint
      where contype = 'f' and not condeferrable`.execute(database.db)
    expect(rows).toEqual([])
  } finally {
    await database.close()
  }
})

const readRows = async (path: string) =>
  gunzipSync(await readFile(path))
    .toString()
    .split('\n')
    .slice(1, -2)
