import { sql } from 'kysely'
import type { Plan, Stop, Tour } from '../../../shared/planning.ts'
import type { Db } from '../../platform/database/index.ts'
import type { ExportLanguage } from './words.ts'

/** A plan, or one person's part of it, with all that a file about it says. */
export interface ExportedPlan {
  readonly plan: Pick<Plan, 'day' | 'version' | 'status' | 'publishedAt'>
  readonly teamCode: string
  readonly teamName: string
  /** Only tours with stops, in the order of their people's codes. */
  readonly tours: readonly ExportedTour[]
  readonly timeZone: string
  readonly language: ExportLanguage
}

export interface ExportedTour extends Omit<Tour, 'stops'> {
  readonly personCode: string
  readonly personName: string
  readonly stops: ExportedStop[]
}

export interface ExportedStop extends Stop {
  readonly code: string
  readonly phone: string | null
}

export interface ExportWanted {
  /** Of one person only. */
  readonly personId?: number
  readonly timeZone: string
  readonly language: ExportLanguage
}

/** Adds to a plan the names that its files carry. */
export async function readExportedPlan(
  db: Db,
  plan: Plan,
  { personId, timeZone, language }: ExportWanted,
): Promise<ExportedPlan> {
  const tours = plan.tours.filter(
    (tour) => tour.stops.length > 0 && (personId === undefined || tour.personId === personId),
  )
  const people = await sql<{ id: number; code: string; name: string; nameEn: string | null }>`
    select id, code, name, name_en as "nameEn" from person
    where id = any(${tours.map((tour) => tour.personId)}::integer[]) order by code`.execute(db)
  const teams = await sql<{ code: string; name: string; nameEn: string | null }>`
    select code, name, name_en as "nameEn" from team where id = ${plan.teamId}`.execute(db)
  const shops = await sql<{ id: number; code: string; phone: string | null }>`
    select id, code, phone from retailer where id = any(${tours.flatMap(({ stops }) =>
      stops.map(({ retailerId }) => retailerId),
    )}::integer[])`.execute(db)
  const inLanguage = (row: { name: string; nameEn: string | null }) =>
    language === 'en' ? (row.nameEn ?? row.name) : row.name
  const [team] = teams.rows
  if (!team) throw new Error(`the plan's team ${String(plan.teamId)} is gone`)
  const shopOf = new Map(shops.rows.map(({ id, ...shop }) => [id, shop]))
  return {
    plan,
    teamCode: team.code,
    teamName: inLanguage(team),
    tours: people.rows.flatMap((person) =>
      tours
        .filter((tour) => tour.personId === person.id)
        .map((tour) => ({
          ...tour,
          personCode: person.code,
          personName: inLanguage(person),
          stops: tour.stops.map((stop) => ({
            ...stop,
            ...(shopOf.get(stop.retailerId) ?? { code: '', phone: null }),
          })),
        })),
    ),
    timeZone,
    language,
  }
}

/** The time of day of an instant where the field is, `HH:MM`. */
export function timeIn(timeZone: string, instant: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(
    new Date(instant),
  )
}
