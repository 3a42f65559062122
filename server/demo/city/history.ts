import { addDays, instantAt, isWorkday } from './days.ts'
import type { PersonRow, RetailerRow, VisitRow } from './demo-city.ts'
import { policyFor } from './policies.ts'
import { at } from './plane.ts'
import { Random } from './random.ts'

const historyDays = 90

/**
 * Ninety days of visits up to yesterday, made as a manager makes them: each morning the shops that
 * are most overdue, then the nearest next, with a break at noon.
 */
export function recallVisits(
  people: readonly PersonRow[],
  retailers: readonly RetailerRow[],
  seed: string,
  today: string,
): VisitRow[] {
  const visits: VisitRow[] = []
  for (const manager of people.filter(({ role }) => role === 'customer-manager')) {
    const random = new Random(`${seed}/visits/${manager.code}`)
    const round = retailers
      .filter(({ managerCode, status }) => managerCode === manager.code && status !== 'closed')
      .map((retailer): Beat => {
        const { intervalDays, serviceMinutes } = policyFor(retailer.tier)
        const dueOn = random.whole(-historyDays, intervalDays - 1 - historyDays)
        return { retailer, intervalDays, serviceMinutes, dueOn }
      })
    for (let offset = -historyDays; offset < 0; offset++) {
      const day = addDays(today, offset)
      if (isWorkday(day)) visits.push(...walkDay(manager, round, offset, day, random))
    }
  }
  return visits
}

interface Beat {
  readonly retailer: RetailerRow
  readonly intervalDays: number
  readonly serviceMinutes: number
  /** In days from today. */
  dueOn: number
}

function walkDay(
  manager: PersonRow,
  round: readonly Beat[],
  offset: number,
  day: string,
  random: Random,
): VisitRow[] {
  const due = round
    .filter(({ dueOn }) => dueOn <= offset)
    .sort((a, b) => a.dueOn - b.dueOn || b.retailer.tier - a.retailer.tier)
    .slice(0, random.whole(18, 21))
  const visits: VisitRow[] = []
  let minutes = 8 * 60 + 35 + random.between(0, 12)
  let here = { lng: manager.startLng, lat: manager.startLat }
  while (due.length > 0) {
    const nearest = due.reduce(
      (best, each, i) =>
        kilometres(here, each.retailer) < kilometres(here, at(due, best).retailer) ? i : best,
      0,
    )
    const [beat] = due.splice(nearest, 1)
    if (!beat) break
    // Streets are a third longer than the straight line; a scooter in town makes 22 km/h.
    minutes += 2 + ((kilometres(here, beat.retailer) * 1.33) / 22) * 60 * random.between(0.8, 1.3)
    if (minutes > 11.5 * 60 && minutes < 13.5 * 60) minutes = 13.5 * 60 + random.between(0, 10)
    if (minutes > 17 * 60) break
    const isOpen = !random.chance(0.03)
    const stay = isOpen ? beat.serviceMinutes * random.between(0.65, 1.2) : 2
    const visit = callAt(manager, beat.retailer, day, [minutes, isOpen ? stay : null], random)
    visits.push(visit)
    beat.dueOn = offset + (isOpen ? beat.intervalDays : random.whole(1, 3))
    minutes += stay
    here = beat.retailer
  }
  return visits
}

function kilometres(a: { lng: number; lat: number }, b: { lng: number; lat: number }): number {
  return Math.hypot((a.lng - b.lng) * 103.3, (a.lat - b.lat) * 110.7)
}

function callAt(
  manager: PersonRow,
  retailer: RetailerRow,
  day: string,
  [minutes, stay]: readonly [minutes: number, stay: number | null],
  random: Random,
): VisitRow {
  const call = {
    retailerCode: retailer.code,
    personCode: manager.code,
    plannedAt: instantAt(day, 5 * Math.round((minutes + random.between(-18, 14)) / 5)),
    arrivedAt: instantAt(day, minutes),
  }
  if (stay === null) {
    const skipReason = random.weighted({ closed: 55, absent: 30, refused: 3, 'no-time': 12 })
    return { ...call, leftAt: null, outcome: 'skipped', skipReason, observations: {} }
  }
  const observations = observe(retailer, random)
  return {
    ...call,
    leftAt: instantAt(day, minutes + stay),
    outcome: 'done',
    skipReason: null,
    observations,
  }
}

/** Stock is counted and prices are noted at every third visit or so. */
function observe({ tier }: RetailerRow, random: Random): VisitRow['observations'] {
  if (!random.chance(0.35)) return {}
  return {
    stockCartons: Math.round((6 + tier * 3.2) * random.between(0.5, 1.6)),
    satisfaction: Math.min(5, Math.max(1, Math.round(4.1 + 0.8 * random.normal()))),
    ...(random.chance(0.5)
      ? { priceIndex: Math.round(100 * (1 + 0.025 * random.normal())) / 100 }
      : {}),
  }
}
