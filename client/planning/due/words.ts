import { defineWords } from '../../lib/i18n.svelte.ts'

export const t = defineWords(
  {
    'rhythm.weekly': '每周 {n} 次',
    'rhythm.once': '每 {days} 天 1 次',
    'rhythm.often': '每 {days} 天 {n} 次',
    last: '上次 {day}',
    never: '从未走访',
    line: '固定线路 {days}',
    'line.off': '固定线路 {days}，今日改期值 {n} 分',
    'day.off': '今日不是首选，值 {n} 分',
    order: '订货日 {day}',
    delivery: '送货日 {day}',
    closed: '今日不营业',
    resting: '客户经理今日不上班',
    'tiers.of': '{tiers} 档',
  },
  {
    'rhythm.weekly': '{n} a week',
    'rhythm.once': 'every {days} {days:day|days}',
    'rhythm.often': '{n} in {days} days',
    last: 'last {day}',
    never: 'never visited',
    line: 'line {days}',
    'line.off': 'line {days}: another day is worth {n} min',
    'day.off': 'not the best day, worth {n} min',
    order: 'orders {day}',
    delivery: 'delivery {day}',
    closed: 'closed today',
    resting: 'its manager does not work that day',
    'tiers.of': 'Tiers {tiers}',
  },
)
