import type { Stop } from '../../../shared/planning.ts'
import { formatTime } from '../../lib/format.ts'
import { t } from './words.ts'

/** What a stop is held to, in words; empty without locks. */
export function lockText({ locks, lockedAt }: Pick<Stop, 'locks' | 'lockedAt'>): string {
  if (locks.length === 0) return ''
  const time = lockedAt === null ? '' : formatTime(lockedAt)
  return t('locked', { what: locks.map((lock) => t(`locked.${lock}`, { time })).join(' · ') })
}
