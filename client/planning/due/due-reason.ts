import type { DueVisit } from '../../../shared/planning.ts'
import { addDays, isoWeekday } from '../../../shared/time.ts'
import { formatDay, formatWeekday } from '../../lib/format.ts'
import { t } from './words.ts'

const WEEK = 7

/** Why a visit is due on a day, and what speaks for that day or against it, in the order in which people ask. */
export function dueReason(visit: DueVisit, day: string): string[] {
  return [
    rhythmText(visit),
    visit.sinceDays === null
      ? t('never')
      : t('last', { day: formatDay(addDays(day, -visit.sinceDays), 'bare') }),
    ...lineText(visit, day),
    ...orderText(visit),
    ...(visit.closed ? [t('closed')] : []),
    ...(visit.managerWorks ? [] : [t('resting')]),
  ]
}

/** How often, as people say it: 每周 2 次, every 14 days. */
function rhythmText({ visits, intervalDays: days }: DueVisit): string {
  if (days === WEEK) return t('rhythm.weekly', { n: visits })
  return visits === 1 ? t('rhythm.once', { days }) : t('rhythm.often', { days, n: visits })
}

function lineText({ usualWeekdays, dayMinutes: n }: DueVisit, day: string): string[] {
  if (usualWeekdays.length === 0) return []
  const days = usualWeekdays.map((weekday) => formatWeekday(weekday)).join(' ')
  return [
    usualWeekdays.includes(isoWeekday(day)) ? t('line', { days }) : t('line.off', { days, n }),
  ]
}

function orderText({ usualWeekdays, dayMinutes: n, ...shop }: DueVisit): string[] {
  const { orderWeekday: order, deliveryWeekday: delivery } = shop
  const isOff = usualWeekdays.length === 0 && n > 0
  const told = [
    ...(order === null ? [] : [t('order', { day: formatWeekday(order) })]),
    ...(delivery === null ? [] : [t('delivery', { day: formatWeekday(delivery) })]),
  ]
  return isOff ? [...told, t('day.off', { n })] : told
}
