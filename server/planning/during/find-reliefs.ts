import { lateAfterSeconds } from '../../../shared/positions.ts'
import type { TimedTour } from '../time-tour.ts'
import { countBroken, timeUnderway, withStopPlaced, type Underway } from './place-stop.ts'
import type { PresentDay } from './pose-present.ts'

/** More than these are another plan, not a helping hand. */
const MOST_STOPS = 4
const MOST_OFFERED = 3

/** A colleague takes over stops of somebody late. */
export interface FoundRelief {
  readonly helperId: number
  /** Shops, in the order in which the helper gets to them. */
  readonly moved: readonly number[]
  readonly late: Handed
  readonly helper: Handed
  readonly seconds: number
  readonly metres: number
}

/** A tour then, and how late it reaches a stop of the published plan at worst. */
export interface Handed {
  readonly underway: Underway
  readonly tour: TimedTour
  readonly lateness: number
}

/**
 * What would bring somebody back in time: for each colleague, one stop after the other goes to where it is the shortest way
 * round for them, the one first that leaves the least lateness, and the cheapest of those. Nobody helps who would be late
 * or break a rule themselves. Locked stops stay.
 * @returns the best first; nothing for who is not late
 */
export function findReliefs(present: PresentDay, personId: number): FoundRelief[] {
  const underway = present.underway.get(personId)
  if (!underway) return []
  const before = hand(present, underway)
  if (before.lateness <= lateAfterSeconds) return []
  const found = [...present.underway].flatMap(([helperId, other]): FoundRelief[] => {
    if (helperId === personId) return []
    const relief = askHelper(present, before, hand(present, other))
    return relief ? [{ helperId, ...relief }] : []
  })
  const excess = ({ late }: FoundRelief) => Math.max(0, late.lateness - lateAfterSeconds)
  return found
    .toSorted(
      (a, b) => excess(a) - excess(b) || a.moved.length - b.moved.length || a.seconds - b.seconds,
    )
    .slice(0, MOST_OFFERED)
}

export function hand(present: PresentDay, underway: Underway): Handed {
  const tour = timeUnderway(present, underway)
  return { underway, tour, lateness: Math.max(0, ...delaysOf(present, tour)) }
}

/** Seconds behind the published plan at each stop that somebody is still to come to. */
function delaysOf({ plan, rest, day }: PresentDay, { personId, stops }: TimedTour): number[] {
  const planned = plan.tours.find((one) => one.personId === personId)?.stops ?? []
  const person = day.people.find((one) => one.personId === personId)
  const settled = planned.filter(({ outcome }) => outcome !== null)
  return stops.flatMap(({ retailerId, arrives }) => {
    const stop = planned.find((one) => one.retailerId === retailerId)
    if (!stop || !person || settled.includes(stop)) return []
    return [arrives - rest.clock.secondsOf(stop.arrivesAt)]
  })
}

/** Beyond what counts as in time, of all stops together. */
const excessOf = (present: PresentDay, { tour }: Handed) =>
  delaysOf(present, tour).reduce((sum, delay) => sum + Math.max(0, delay - lateAfterSeconds), 0)

interface Step {
  readonly stop: number
  readonly late: Handed
  readonly helper: Handed
  readonly excess: number
  readonly seconds: number
}

function askHelper(present: PresentDay, late: Handed, helper: Handed) {
  if (!isFine(helper)) return undefined
  const moved: number[] = []
  let [nowLate, nowHelper] = [late, helper]
  let excess = excessOf(present, late)
  while (moved.length < MOST_STOPS && excess > 0) {
    const step = bestStep(present, nowLate, nowHelper)
    if (!step || step.excess >= excess) break
    ;[nowLate, nowHelper, excess] = [step.late, step.helper, step.excess]
    moved.push(step.stop)
  }
  if (moved.length === 0) return undefined
  const travelled = ({ tour }: Handed) => tour.travelSeconds
  const driven = ({ tour }: Handed) => tour.metres
  const more = (of: (handed: Handed) => number) =>
    of(nowLate) + of(nowHelper) - of(late) - of(helper)
  return {
    moved: nowHelper.underway.order
      .filter((stop) => moved.includes(stop))
      .flatMap((stop) => present.day.shops[stop]?.retailerId ?? []),
    ...{ late: nowLate, helper: nowHelper },
    ...{ seconds: more(travelled), metres: more(driven) },
  }
}

export const isFine = ({ tour, lateness }: Handed): boolean =>
  lateness <= lateAfterSeconds && countBroken(tour) === 0

/** The stop whose going leaves the least lateness, and of those the least travel. */
function bestStep(present: PresentDay, late: Handed, helper: Handed): Step | undefined {
  const { locks } = present.rest
  const { order, firstFree } = late.underway
  const steps = order.slice(firstFree).flatMap((stop): Step[] => {
    const shop = present.day.shops[stop]?.retailerId ?? -1
    const placed = locks.has(shop) ? undefined : withStopPlaced(present, helper.underway, stop)
    if (!placed) return []
    const taken = hand(present, placed)
    if (!isFine(taken)) return []
    const rest = { ...late.underway, order: order.filter((other) => other !== stop) }
    const left = hand(present, rest)
    const seconds = left.tour.travelSeconds + taken.tour.travelSeconds
    return [{ stop, late: left, helper: taken, excess: excessOf(present, left), seconds }]
  })
  return steps.toSorted((a, b) => a.excess - b.excess || a.seconds - b.seconds)[0]
}
