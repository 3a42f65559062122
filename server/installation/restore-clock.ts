import type { FieldTime } from '../../shared/simulation.ts'
import type { Announce } from '../platform/announce.ts'
import { createClock, type Clock } from '../platform/clock.ts'
import type { Db } from '../platform/database/index.ts'
import { readSetting } from '../platform/settings.ts'
import { roles } from '../../shared/auth.ts'

/** The field clock as the last simulated day left it, running at the pace of real time. */
export async function restoreClock(db: Db, announce: Announce): Promise<Clock> {
  const clock = createClock((time) => announce('clock:changed', [time], { roles }))
  const saved = await readSetting<FieldTime | null>(db, 'field-clock')
  if (saved) {
    const elapsed = Date.now() - Date.parse(saved.readAt)
    clock.set(new Date(Date.parse(saved.at) + elapsed), 1)
  }
  return clock
}
