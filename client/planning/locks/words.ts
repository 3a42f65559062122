import { defineWords } from '../../lib/i18n.svelte.ts'

export const t = defineWords(
  {
    lock: '全部锁定（K）',
    unlock: '解除锁定（K）',
    'lock.person': '锁定人员',
    'lock.day': '锁定日期',
    'lock.time': '锁定时间',
    'lock.order': '锁定顺序',
    'locked.person': '人员',
    'locked.day': '日期',
    'locked.time': '时间 {time}',
    'locked.order': '顺序',
    locked: '已锁定：{what}',
  },
  {
    lock: 'Lock wholly (K)',
    unlock: 'Unlock (K)',
    'lock.person': 'Lock to this person',
    'lock.day': 'Lock to this day',
    'lock.time': 'Lock its hour',
    'lock.order': 'Lock its turn',
    'locked.person': 'person',
    'locked.day': 'day',
    'locked.time': 'hour {time}',
    'locked.order': 'turn',
    locked: 'Locked: {what}',
  },
)
