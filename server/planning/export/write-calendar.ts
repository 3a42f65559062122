import ical, { ICalEventStatus } from 'ical-generator'
import type { CalendarOwner, CalendarVisit } from './calendar-queries.ts'

/** How often calendars are asked to look again. */
const REFRESH_SECONDS = 900

/**
 * A person's visits as an iCalendar feed (RFC 5545). A visit keeps its UID through all versions of the day's plan, and a
 * higher SEQUENCE says that it changed, so that a calendar moves or strikes it out rather than showing it twice.
 */
export function writeCalendar(
  { personId, name }: CalendarOwner,
  visits: readonly CalendarVisit[],
): string {
  const calendar = ical({
    name: `${name} · Beatline`,
    prodId: { company: 'Beatline', product: 'Tours' },
    ttl: REFRESH_SECONDS,
  })
  for (const visit of visits) {
    const { day, retailerId, address, lng, lat } = visit
    const title = visit.name ?? address ?? ''
    calendar.createEvent({
      id: `${day}-${String(personId)}-${String(retailerId)}@beatline`,
      sequence: visit.version - 1,
      stamp: new Date(visit.publishedAt),
      start: new Date(visit.arrivesAt),
      end: new Date(visit.leavesAt),
      summary: title,
      location: { title: address ?? title, geo: { lat, lon: lng } },
      status: visit.dropped ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    })
  }
  return calendar.toString()
}
