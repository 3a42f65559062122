import type { OtherDay, Repair, StopWhy } from '../../../shared/plan-why.ts'
import type { Violation } from '../../../shared/planning.ts'
import { directory } from '../../lib/directory.svelte.ts'
import { formatDay, formatDistance, formatDuration, nameOf } from '../../lib/format.ts'
import { timeText } from '../price/price-text.ts'
import { t as planning } from '../words.ts'
import { t } from './words.ts'

const rulesText = (rules: readonly Violation[]) =>
  [...new Set(rules)].map((rule) => planning(`violation.${rule}`)).join(' · ')

/** What a repair does, in a few words. @param nameOfShop of the one that would make way */
export function repairText(
  { kind, personId, position, rules, insteadOf }: Repair,
  nameOfShop: (retailerId: number) => string,
): string {
  const over = rules.reduce((most, { seconds }) => Math.max(most, seconds ?? 0), 0)
  return t(`repair.${kind}`, {
    person: nameOf(directory.person(personId)),
    n: position + 1,
    over: formatDuration(over),
    instead: insteadOf === null ? '' : nameOfShop(insteadOf),
    rules: rulesText(rules.map(({ rule }) => rule)),
  })
}

/** More on the way, or that there is none to speak of. */
export const moreText = (seconds: number) =>
  Math.abs(seconds) < 30 ? t('more.none') : timeText(seconds)

/** On which other day, and by whom; what there is no plan of yet is said to be so. */
export function otherDayText({ day, personId, planId }: OtherDay): string {
  const place = { day: formatDay(day), person: nameOf(directory.person(personId)) }
  return t(planId === null ? 'repair.day.unplanned' : 'repair.day', place)
}

/** Why a stop is where it is, line by line. */
export function stopReasons({ marginal, slackSeconds, nextBest }: StopWhy): string[] {
  const slack = { time: formatDuration(slackSeconds) }
  return [
    marginal
      ? t('why.costs', {
          time: formatDuration(marginal.seconds),
          km: formatDistance(marginal.metres),
        })
      : t('why.needed'),
    slackSeconds < 60 ? t('why.no-slack') : t('why.slack', slack),
    nextBest ? nextText(nextBest) : t('why.no-next'),
  ]
}

function nextText({ personId, position, seconds, violations }: NonNullable<StopWhy['nextBest']>) {
  const place = {
    person: nameOf(directory.person(personId)),
    n: position + 1,
    time: timeText(seconds),
  }
  return violations.length === 0
    ? t('why.next', place)
    : t('why.next.broken', { ...place, rules: rulesText(violations) })
}
