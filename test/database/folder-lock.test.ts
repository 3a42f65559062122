import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockFolder } from '../../server/platform/database/folder-lock.ts'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beatline-lock-'))
  path = join(folder, 'database.lock')
})
afterEach(() => rm(folder, { recursive: true }))

const rewrite = async (change: object) =>
  writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), ...change }))

test('a folder in use is refused, saying by whom, since when and what to do', () => {
  const unlock = lockFolder(folder)
  const since = new Date().toISOString().slice(0, 10)
  expect(() => lockFolder(folder)).toThrow(
    new RegExp(
      `process ${String(process.pid)} .* since ${since}.*Stop that one first, or set DATA_DIR`,
    ),
  )
  unlock()
  lockFolder(folder)()
})

test('nothing is left of a lock that was let go', async () => {
  lockFolder(folder)()
  expect(await readdir(folder)).toEqual([])
})

test('the lock of a process that is gone is taken over', async () => {
  const unlock = lockFolder(folder)
  // No process has this number: it is above the kernel's limit.
  await rewrite({ pid: 2 ** 22 + 1, id: 'gone' })
  lockFolder(folder)()
  unlock()
})

test('a process that got the number of a dead one does not hold its lock', async () => {
  const unlock = lockFolder(folder)
  await rewrite({ born: '1', id: 'gone' })
  lockFolder(folder)()
  unlock()
})

test('a holder on another machine keeps the folder for as long as it gives signs of life', async () => {
  const unlock = lockFolder(folder)
  await rewrite({ host: 'elsewhere', id: 'other' })
  expect(() => lockFolder(folder)).toThrow(/on elsewhere since/)
  const aMinuteAgo = new Date(Date.now() - 60_000)
  await utimes(path, aMinuteAgo, aMinuteAgo)
  lockFolder(folder)()
  unlock()
})

test('a folder that cannot be written is refused in words', async () => {
  await writeFile(join(folder, 'file'), '')
  expect(() => lockFolder(join(folder, 'file'))).toThrow(
    /Cannot write in the data folder .*DATA_DIR/,
  )
})
