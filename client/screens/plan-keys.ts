import type { KeyMeaning } from '../frame/screen.ts'
import { t } from './words.ts'

/** Keys of Plan, in the order of the work: choose, change, take back, look. */
export const planKeys = (): readonly KeyMeaning[] => [
  { keys: ['l', 'r'], meaning: t('keys.ring') },
  { keys: ['x'], meaning: t('keys.choose') },
  { keys: ['Shift', '↑ ↓'], meaning: t('keys.choose-on') },
  { keys: ['Ctrl', '↑ ↓'], meaning: t('keys.order') },
  { keys: ['Ctrl', '← →'], meaning: t('keys.person') },
  { keys: ['k'], meaning: t('keys.lock') },
  { keys: ['Delete'], meaning: t('keys.leave-out') },
  { keys: ['Ctrl', 'z'], meaning: t('keys.undo') },
  { keys: ['Ctrl', 'Shift', 'z'], meaning: t('keys.redo') },
  { keys: ['← → ↑ ↓'], meaning: t('keys.timetable') },
  { keys: ['Ctrl', '← → ↑ ↓'], meaning: t('keys.timetable-move') },
  { keys: ['Alt', '← →'], meaning: t('keys.timetable-pin') },
  { keys: ['c'], meaning: t('keys.compare') },
]
