import { formatDuration } from '../../lib/format.ts'
import { t } from './words.ts'

/** A price below a minute is none: roads are not known that well. */
const LEAST_SECONDS = 60

/** `多 14 分`, or that it costs nothing. @param seconds see `MovePrices.lockCost` */
export function lockPriceText(seconds: number): string {
  return seconds < LEAST_SECONDS
    ? t('lock.free')
    : t('lock.costs', { time: formatDuration(seconds) })
}
