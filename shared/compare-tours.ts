import type { Stop, Tour } from './planning.ts'

/** A stop that is reached this much earlier or later has changed for who goes there; less is noise of planning. */
const RETIMED_MILLIS = 5 * 60_000

/** What is compared of a tour. */
export interface ComparedTour extends Pick<
  Tour,
  'personId' | 'metres' | 'travelSeconds' | 'endsAt'
> {
  readonly stops: readonly Pick<Stop, 'retailerId' | 'name' | 'address' | 'arrivesAt'>[]
}

/** A stop of one version that is elsewhere, or nowhere, in the other. */
export interface StopChange {
  readonly retailerId: number
  readonly name: string | null
  readonly address: string | null
  /** When it is reached, before and after; null where this person has it not. */
  readonly before: string | null
  readonly after: string | null
  /** Who has it in the other version, when it is somebody else. */
  readonly otherPersonId: number | null
}

/** What one version of the day's tours makes different for a person. */
export interface TourChange {
  readonly personId: number
  /** Undefined: the person has no tour, or one without stops, in that version. */
  readonly before: ComparedTour | undefined
  readonly after: ComparedTour | undefined
  /** In the order of their new, else old, times. Empty: only figures differ, or nothing. */
  readonly stops: readonly StopChange[]
}

/** Two versions of a day person by person, for everybody who has stops in either, by person. */
export function compareTours(
  before: readonly ComparedTour[],
  after: readonly ComparedTour[],
): TourChange[] {
  const old = byPerson(before)
  const now = byPerson(after)
  const oldPlace = personOfShop(before)
  const newPlace = personOfShop(after)
  const people = [...new Set([...old.keys(), ...now.keys()])].sort((a, b) => a - b)
  return people.map((personId) => {
    const [was, is] = [old.get(personId), now.get(personId)]
    const changes = [...changesOfKept(was, is, oldPlace), ...changesOfLost(was, is, newPlace)]
    return { personId, before: was, after: is, stops: changes.sort(byTime) }
  })
}

const byTime = (one: StopChange, other: StopChange) => timeOf(one) - timeOf(other)
const timeOf = ({ before, after }: StopChange) => Date.parse(after ?? before ?? '')

/** What is new in a tour, or reached at another time. */
function changesOfKept(
  was: ComparedTour | undefined,
  is: ComparedTour | undefined,
  oldPlace: ReadonlyMap<number, number>,
): StopChange[] {
  const old = new Map(was?.stops.map((stop) => [stop.retailerId, stop.arrivesAt]))
  return (is?.stops ?? []).flatMap((stop) => {
    const before = old.get(stop.retailerId)
    if (before === undefined)
      return [toChange(stop, null, stop.arrivesAt, oldPlace.get(stop.retailerId) ?? null)]
    return isRetimed(before, stop.arrivesAt) ? [toChange(stop, before, stop.arrivesAt, null)] : []
  })
}

function changesOfLost(
  was: ComparedTour | undefined,
  is: ComparedTour | undefined,
  newPlace: ReadonlyMap<number, number>,
): StopChange[] {
  const kept = new Set(is?.stops.map(({ retailerId }) => retailerId))
  return (was?.stops ?? [])
    .filter(({ retailerId }) => !kept.has(retailerId))
    .map((stop) => toChange(stop, stop.arrivesAt, null, newPlace.get(stop.retailerId) ?? null))
}

function toChange(
  { retailerId, name, address }: ComparedTour['stops'][number],
  before: string | null,
  after: string | null,
  otherPersonId: number | null,
): StopChange {
  return { retailerId, name, address, before, after, otherPersonId }
}

function byPerson(tours: readonly ComparedTour[]): Map<number, ComparedTour> {
  const filled = tours.filter(({ stops }) => stops.length > 0)
  return new Map(filled.map((tour) => [tour.personId, tour]))
}

function personOfShop(tours: readonly ComparedTour[]): Map<number, number> {
  return new Map(
    tours.flatMap(({ personId, stops }) =>
      stops.map(({ retailerId }) => [retailerId, personId] as const),
    ),
  )
}

function isRetimed(before: string, after: string): boolean {
  return Math.abs(Date.parse(after) - Date.parse(before)) > RETIMED_MILLIS
}
