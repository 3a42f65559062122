import { defineWords } from '../../lib/i18n.svelte.ts'

export const t = defineWords(
  {
    chosen: '已选 {n} 户',
    late: '逾期 {n}',
    move: '改派',
    'move.title': '将 {n} 户排给',
    moved: '已将 {n} 户排给 {name}',
    lock: '锁定',
    unlock: '解锁',
    'leave-out': '移出',
    left: '已移出 {n} 户',
  },
  {
    chosen: '{n} {n:shop|shops} selected',
    late: '{n} overdue',
    move: 'Give to',
    'move.title': 'Give {n} {n:shop|shops} to',
    moved: '{n} {n:shop|shops} given to {name}',
    lock: 'Lock',
    unlock: 'Unlock',
    'leave-out': 'Leave out',
    left: '{n} {n:shop|shops} left out',
  },
)
