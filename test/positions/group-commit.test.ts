import { describe, expect, test } from 'vitest'
import { createGroupCommit } from '../../server/positions/group-commit.ts'
import { createIngest } from '../../server/positions/ingest.ts'
import { Problem } from '../../server/platform/problem.ts'
import { createClock } from '../../server/platform/clock.ts'
import { openTestDatabase } from '../support/database.ts'
import { addPerson } from '../support/app.ts'

const settings = {
  ...{ windowMillis: 5, largest: 3, mostWaiting: 100 },
  sizeOf: () => 1,
  failed: () => undefined,
}

describe('a group commit', () => {
  test('answers nobody before the commit, then everyone with their own result', async () => {
    const commits: number[][] = []
    let finish: () => void = () => undefined
    const commit = (entries: number[]) => {
      commits.push(entries)
      return new Promise<number[]>((resolve) => {
        finish = () => {
          resolve(entries.map((entry) => entry * 10))
        }
      })
    }
    const group = createGroupCommit<number, number>({ ...settings, commit })
    let answered = 0
    const answers = [1, 2, 3].map((entry) =>
      group.submit(entry).then((result) => {
        answered++
        return result
      }),
    )
    await expect.poll(() => commits.length).toBe(1)
    expect(answered).toBe(0)
    finish()
    expect(await Promise.all(answers)).toEqual([10, 20, 30])
  })

  test('commits at most the largest number at once, one commit at a time, in order', async () => {
    const sizes: number[] = []
    let running = 0
    const commit = async (entries: number[]) => {
      expect(++running).toBe(1)
      await Promise.resolve()
      running--
      sizes.push(entries.length)
      return entries
    }
    const group = createGroupCommit<number, number>({ ...settings, commit })
    const sent = Array.from({ length: 7 }, (_, index) => index)
    expect(await Promise.all(sent.map((entry) => group.submit(entry)))).toEqual(sent)
    expect(sizes).toEqual([3, 3, 1])
  })

  test('counts entries by their size; one that is too large by itself goes alone', async () => {
    const commits: number[][] = []
    const commit = (entries: number[]) => {
      commits.push(entries)
      return Promise.resolve(entries)
    }
    const sizeOf = (entry: number) => entry
    const group = createGroupCommit<number, number>({
      ...settings,
      sizeOf,
      mostWaiting: 11,
      commit,
    })
    const waiting = [2, 1, 5, 3].map((entry) => group.submit(entry))
    await expect(group.submit(1)).rejects.toMatchObject({ code: 'unavailable' })
    await Promise.all(waiting)
    expect(commits).toEqual([[2, 1], [5], [3]])
    // What was committed waits no longer.
    expect(await group.submit(11)).toBe(11)
  })

  test('an entry sent the moment another is answered is committed too', async () => {
    const group = createGroupCommit<number, number>({
      ...settings,
      commit: (entries) => Promise.resolve(entries),
    })
    let last = 0
    for (let entry = 1; entry <= 20; entry++) last = await group.submit(entry)
    expect(last).toBe(20)
  })

  test('a failed commit fails its senders with "unavailable", and the next one works', async () => {
    let broken = true
    const commit = (entries: number[]) =>
      broken ? Promise.reject(new Error('gone')) : Promise.resolve(entries)
    const group = createGroupCommit<number, number>({ ...settings, commit })
    await expect(group.submit(1)).rejects.toMatchObject({ code: 'unavailable' })
    broken = false
    expect(await group.submit(2)).toBe(2)
  })

  test('newcomers are sent away when too many wait, and when it is closed', async () => {
    const commit = (entries: number[]) => Promise.resolve(entries)
    const group = createGroupCommit<number, number>({ ...settings, mostWaiting: 2, commit })
    const waiting = [group.submit(1), group.submit(2)]
    await expect(group.submit(3)).rejects.toBeInstanceOf(Problem)
    await group.close()
    expect(await Promise.all(waiting)).toEqual([1, 2])
    await expect(group.submit(4)).rejects.toMatchObject({ code: 'unavailable' })
  })

  test('a database that is gone tells phones to send again and pushes nothing', async () => {
    const database = await openTestDatabase()
    const personId = await addPerson(database.db, 'customer-manager')
    const moves: unknown[] = []
    const failures: unknown[] = []
    const ingest = createIngest({
      db: database.db,
      clock: createClock(),
      moved: (rows) => moves.push(...rows),
      failed: (error) => failures.push(error),
    })
    const fix = { at: [111, 27] as [number, number], fixAt: new Date().toISOString() }
    const delivery = { personId, teamId: 1, deviceId: null, fixes: [fix] }
    expect(await ingest.accept(delivery)).toMatchObject({ stored: 1 })
    expect(moves).toHaveLength(1)

    const waiting = ingest.accept({ ...delivery, fixes: [{ ...fix, at: [111, 27.001] }] })
    await Promise.all([
      expect(waiting).rejects.toMatchObject({ code: 'unavailable' }),
      database.close(),
    ])
    expect(failures).toHaveLength(1)
    expect(moves).toHaveLength(1)
  })
})
