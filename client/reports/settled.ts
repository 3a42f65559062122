import type { ReportStatus } from '../../shared/reports.ts'

/** Statuses in which nothing more is expected of anybody. */
export const settledStatuses = ['closed', 'rejected', 'duplicate'] as const satisfies ReportStatus[]

export const isSettled = (status: ReportStatus): boolean =>
  settledStatuses.some((settled) => settled === status)
