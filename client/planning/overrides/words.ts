import { defineWords } from '../../lib/i18n.svelte.ts'

export const t = defineWords(
  {
    label: '违规与锁定',
    'title.broken': '违反规则的站',
    'title.locks': '锁定的站与代价',
    'title.locks.sum': '锁定的站，共多 {time}',
    'over.stop': '超 {time}',
    'lock.free': '无代价',
    'lock.costs': '多 {time}',
    'lock.price': '这处锁定：{price}',
  },
  {
    label: 'Rules broken and locks',
    'title.broken': 'Stops that break rules',
    'title.locks': 'Locked stops and what that costs',
    'title.locks.sum': 'Locked stops, {time} more in all',
    'over.stop': '{time} over',
    'lock.free': 'costs nothing',
    'lock.costs': '{time} more',
    'lock.price': 'This lock {price}',
  },
)
