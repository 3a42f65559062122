import type { LngLat } from '../../../shared/geo.ts'
import type { VisitPolicy } from '../../../shared/planning.ts'
import { addDays, startOfDay } from '../../../shared/time.ts'
import { MOST_SPAN_DAYS } from '../../../shared/horizon.ts'
import { Problem } from '../../platform/problem.ts'
import { dayClock } from '../day-clock.ts'
import type { TourPerson } from '../day-problem.ts'
import { askDayTravel } from '../day-travel.ts'
import { openDrawing, type DrawTours } from '../draw-tours.ts'
import {
  candidatesOn,
  shopsById,
  visitsOfPublished,
  type CarriedVisit,
  type ShopRow,
} from '../due-queries.ts'
import type { PlanningParts } from '../plan-day.ts'
import { visitPolicies } from '../policy-queries.ts'
import type { PlanTravel } from '../queries.ts'
import { centroidOf, toTourPerson, toTourShop, toVisitedStops } from '../tour-day.ts'
import { firstsFirst, personProblem, type PersonDays, type SpanVisit } from './person-days.ts'
import { owedByPerson, type OwedShop } from './owed-by-person.ts'
import { readPlaced, type Decided } from './pin-visits.ts'
import type { OwedVisit } from './spread-visits.ts'
import { peopleWorkingBetween, visitsUnderWay, type PersonDay } from './working-queries.ts'

export interface HorizonToPlan {
  /** On which anybody works, in order. */
  readonly days: readonly string[]
  readonly people: readonly PersonToPlan[]
  readonly by: PlanTravel
  /** Owed by people who work on none of the days. */
  readonly impossible: readonly OwedVisit[]
}

export interface PersonToPlan {
  readonly work: PersonDays
  readonly draw: DrawTours
}

export interface HorizonWish {
  readonly teamId: number
  readonly from: string
  /** How many of the days on which anybody works, at most. */
  readonly days: number
  /** The last one at the latest. */
  readonly until?: string
  /** Of the field's clock: what is published from there on and not visited yet will be. */
  readonly today: string
}

type ReadParts = Omit<PlanningParts, 'solver'>

/**
 * Reads what the next working days of a team owe, person by person, and their travel.
 * @throws Problem nobody-works, nothing-due, road-engine-unavailable
 */
export async function readHorizon(parts: ReadParts, wish: HorizonWish): Promise<HorizonToPlan> {
  const { db } = parts
  const { teamId, from, until = addDays(from, MOST_SPAN_DAYS - 1) } = wish
  const all = await peopleWorkingBetween(db, teamId, from, until)
  const days = [...new Set(all.map(({ day }) => day))].slice(0, wish.days)
  const last = days.at(-1)
  if (last === undefined) throw new Problem('nobody-works')
  const working = all.filter(({ day }) => day <= last)
  const made = await visitsMade(parts, teamId, days)
  const decided = await readPlaced(parts, teamId, days, made)
  const { shops, lastVisits } = await readShops(parts, wish, made, decided)
  const policies = await visitPolicies(db)
  const profile = await parts.travel.profile()

  const impossible: OwedVisit[] = []
  const people: PersonToPlan[] = []
  const sources: PlanTravel['travelSource'][] = []
  const everywhere = centroidOf(shops.map(({ door }) => door))
  const daysOf = (id: number) => working.filter(({ personId }) => personId === id)
  const workers = [...new Set(working.map(({ personId }) => personId))]
  const owedBy = owedByPerson(shops, {
    ...{ policies, lastVisits, decided, first: from, last },
    workingDays: new Map(workers.map((id) => [id, daysOf(id).map(({ day }) => day)])),
    pairedDays: new Map(
      workers.map((id) => [
        id,
        daysOf(id).flatMap(({ day, companionId }) => (companionId === null ? [] : [day])),
      ]),
    ),
  })
  // Who works has a tour, even an empty one.
  for (const id of new Set([...owedBy.keys(), ...workers])) {
    const [owed, mine] = [owedBy.get(id) ?? [], daysOf(id)]
    if (mine.length === 0) {
      impossible.push(...owed.map(({ owed: visit }) => visit))
      continue
    }
    const own = shops.filter(({ managerId }) => managerId === id)
    const base = mine[0]?.start ?? centroidOf(own.map(({ door }) => door)) ?? everywhere
    if (!base) continue
    const person = await readPerson(parts, { mine, base, shops, owed, made, policies, profile })
    people.push(person)
    sources.push(person.source)
  }
  if (people.every(({ work }) => work.tourDay.shops.length === 0)) throw new Problem('nothing-due')
  return { days, people, by: { profile, travelSource: sources[0] ?? 'estimate' }, impossible }
}

interface Made extends CarriedVisit {
  readonly day: string
}

async function visitsMade({ db }: ReadParts, teamId: number, days: readonly string[]) {
  const made: Made[] = []
  for (const day of days)
    for (const visit of await visitsOfPublished(db, teamId, day)) made.push({ ...visit, day })
  return made
}

/** The team's shops, and when each was or will have been visited last when the planned days begin. */
async function readShops(
  { db, timeZone }: ReadParts,
  { teamId, from, today }: HorizonWish,
  made: readonly Made[],
  decided: Decided,
) {
  const ends = startOfDay(from, timeZone)
  const candidates = await candidatesOn(db, teamId, { ends, timeZone })
  const underWay = await visitsUnderWay(db, teamId, today, from)
  const lastVisits = new Map<number, string>()
  const note = (retailerId: number, day: string | null | undefined) => {
    if (day && day > (lastVisits.get(retailerId) ?? '')) lastVisits.set(retailerId, day)
  }
  for (const { retailerId, lastVisitDay } of candidates) {
    note(retailerId, lastVisitDay)
    note(retailerId, underWay.get(retailerId))
  }
  for (const { retailerId, day, outcome } of made) if (outcome !== 'skipped') note(retailerId, day)
  const ids = candidates.map(({ retailerId }) => retailerId)
  const others = [...made.map(({ retailerId }) => retailerId), ...decided.keys()]
  return { shops: await shopsById(db, [...new Set([...ids, ...others])]), lastVisits }
}

interface PersonRead {
  readonly mine: readonly PersonDay[]
  readonly base: LngLat
  /** Of the whole team: whoever was at a shop is not always its manager now. */
  readonly shops: readonly ShopRow[]
  readonly owed: readonly OwedShop[]
  readonly made: readonly Made[]
  readonly policies: readonly VisitPolicy[]
  readonly profile: PlanTravel['profile']
}

async function readPerson(
  { timeZone, travel }: ReadParts,
  { mine, base, shops: rows, owed, made, policies, profile }: PersonRead,
): Promise<PersonToPlan & { source: PlanTravel['travelSource'] }> {
  const personId = mine[0]?.personId ?? 0
  const days = mine.map(({ day }) => day)
  const done = made.flatMap((visit): SpanVisit[] => {
    if (visit.personId !== personId || !days.includes(visit.day)) return []
    const shop = rows.find(({ retailerId }) => retailerId === visit.retailerId)
    return shop ? [{ shop: toTourShop(shop, policies, 0), doneOn: visit.day }] : []
  })
  const possible = owed.filter(({ owed: visit }) => visit.days.length > 0)
  const { firsts, all } = firstsFirst([...possible, ...done])
  const shops = all.map(({ shop }) => shop)
  const people = mine.map((row): TourPerson => {
    const ofDay = made.filter(({ day }) => day === row.day)
    const clock = dayClock(row.day, timeZone)
    const known = new Set(done.map(({ shop }) => shop.retailerId))
    const visited = toVisitedStops(ofDay, personId, shops, clock)
    return toTourPerson(
      row,
      base,
      visited.filter(({ retailerId }) => known.has(retailerId)),
    )
  })
  const places = { profile, people, shops: firsts.map(({ shop }) => shop) }
  const { dayTravel, source, offRoad } = await askDayTravel(travel, places)
  return {
    work: {
      ...{ personId, days, tourDay: { profile, people, shops } },
      problem: personProblem(days, people, all, dayTravel),
      owed: all.map((visit) => ('owed' in visit ? visit.owed : undefined)),
      impossible: owed.flatMap(({ owed: visit }) => (visit.days.length === 0 ? [visit] : [])),
    },
    draw: openDrawing(travel, places, offRoad),
    source,
  }
}
