import type { VisitPolicy } from '../../shared/planning.ts'

/** What a new policy says of class, days and continuity. */
export const plainRhythm = {
  format: null,
  conduct: null,
  visits: 1,
  weekdays: [],
  sameWeekday: true,
  continuityMinutes: 20,
  around: null,
  pair: false,
} satisfies Partial<VisitPolicy>
