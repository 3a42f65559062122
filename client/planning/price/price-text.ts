import { formatDistance, formatDuration, formatTime } from '../../lib/format.ts'
import { t as planning } from '../words.ts'
import type { Plan } from '../../../shared/planning.ts'
import { lengthOf } from '../move-stop.ts'
import { newlyBroken, type MovePrice } from './price-move.ts'
import { t } from './words.ts'

/** `+8 min` */
export function timeText(seconds: number): string {
  const time = formatDuration(Math.abs(seconds))
  return t(seconds < 0 ? 'price.less' : 'price.more', { time })
}

/** `+8 min · done 17:12` */
export function costText({ seconds, endsAt }: Pick<MovePrice, 'seconds' | 'endsAt'>): string {
  const end = endsAt === null ? [] : [t('price.finish', { time: formatTime(endsAt) })]
  return [timeText(seconds), ...end].join(' · ')
}

/** `ok`, or the rules that the move breaks by their names. */
export function ruleText({ broken }: Pick<MovePrice, 'broken'>): string {
  return broken.length === 0
    ? t('price.fits')
    : broken.map((rule) => planning(`violation.${rule}`)).join(' · ')
}

export const priceText = (price: Omit<MovePrice, 'stays'>) =>
  `${costText(price)} · ${ruleText(price)}`

/** What a change has cost, in the words of the price before it. */
export function changeText(before: Plan, after: Plan, tourId: number): string {
  const sum = ({ tours }: Plan, of: 'travelSeconds' | 'metres') =>
    tours.reduce((total, tour) => total + tour[of], 0)
  return priceText({
    seconds: sum(after, 'travelSeconds') - sum(before, 'travelSeconds'),
    metres: sum(after, 'metres') - sum(before, 'metres'),
    endsAt: after.tours.find(({ id }) => id === tourId)?.endsAt ?? null,
    broken: newlyBroken(before.tours, after.tours),
  })
}

/** ` · 多 1.2 km`, when the way changes by more than a few steps. */
export function wayText(before: Plan, after: Plan): string {
  const metres = lengthOf(after) - lengthOf(before)
  if (Math.abs(metres) < 50) return ''
  const length = formatDistance(Math.abs(metres))
  const km = after.travelSource === 'roads' ? length : planning('moved.estimate', { km: length })
  return ` · ${metres > 0 ? planning('moved.more', { km }) : planning('moved.less', { km })}`
}
