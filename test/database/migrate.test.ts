import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Database } from '../../server/platform/database/index.ts'
import { openOn } from '../../server/platform/database/open-database.ts'
import { makePlace, type Place } from '../support/database.ts'

const fixtures = new URL('./fixtures/migrations', import.meta.url)
let folder: string
let place: Place

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beatline-migrations-'))
  await cp(fixtures, folder, { recursive: true })
  place = await makePlace()
})
afterEach(async () => {
  await place.remove()
  await rm(folder, { recursive: true })
})

const open = async () => openOn(await place.connect(), { dataDir: '', migrationsDir: folder })
const add = (name: string, text: string) => writeFile(join(folder, name), text)

async function inspect<T>(look: (database: Database) => Promise<T>): Promise<T> {
  const database = await open()
  try {
    return await look(database)
  } finally {
    await database.close()
  }
}

const readApplied = async ({ db }: Database) =>
  (await db.selectFrom('schema_migration').select('name').orderBy('applied_at').execute()).map(
    ({ name }) => name,
  )

test('migrations are applied once, in the order of their names', async () => {
  expect(await inspect(readApplied)).toEqual(['0001-shop', '0002-shop-kind'])
  await add('0003-owner.sql', 'alter table shop add owner text;')
  expect(await inspect(readApplied)).toEqual(['0001-shop', '0002-shop-kind', '0003-owner'])
  expect(await inspect(({ describe }) => describe())).toMatchObject({ migration: '0003-owner' })
})

test('a migration that fails leaves nothing of itself', async () => {
  await inspect(readApplied)
  await add('0003-broken.sql', 'create table half (n int); select no_such_column from shop;')
  await expect(open()).rejects.toMatchObject({
    code: 'migration-failed',
    message: expect.stringContaining('no_such_column') as string,
  })
  await rm(join(folder, '0003-broken.sql'))
  const { rows } = await inspect(({ db }) => sql`select to_regclass('half') as half`.execute(db))
  expect(rows).toEqual([{ half: null }])
})

test('a database newer than the code is refused', async () => {
  await add('0003-owner.sql', 'alter table shop add owner text;')
  await inspect(readApplied)
  await rm(join(folder, '0003-owner.sql'))
  await expect(open()).rejects.toMatchObject({
    code: 'database-newer',
    message: expect.stringContaining('0003-owner') as string,
  })
})

test('an edited migration is refused', async () => {
  await inspect(readApplied)
  await add('0002-shop-kind.sql', 'alter table shop add kind int;')
  await expect(open()).rejects.toMatchObject({
    code: 'migration-changed',
    message: expect.stringContaining('0002-shop-kind') as string,
  })
})
