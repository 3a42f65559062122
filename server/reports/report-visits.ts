import type { Scope } from '../../shared/auth.ts'
import type { LngLat } from '../../shared/geo.ts'
import {
  visitable,
  type Report,
  type ReportStatus,
  type VisitFinding,
} from '../../shared/reports.ts'
import { audit } from '../platform/audit.ts'
import type { Db } from '../platform/database/index.ts'
import { Problem } from '../platform/problem.ts'
import { addEvent, changeReport, reportInScope } from './queries.ts'
import { keepPlaceOfReport, reportAtPlace } from './visit-queries.ts'

/**
 * A report that somebody may be sent to look at.
 * @param lock for the transaction, where it is about to be given to somebody
 * @throws Problem not-found, report-move-forbidden, report-without-position
 */
export async function requireVisitable(
  db: Db,
  id: string,
  scope: Scope,
  lock?: 'lock',
): Promise<Report & { at: LngLat }> {
  const report = await reportInScope(db, id, scope, lock)
  if (!report) throw new Problem('not-found', 'no such report')
  if (!visitable.some((status) => status === report.status))
    throw new Problem('report-move-forbidden')
  const { at } = report
  if (at === null) throw new Problem('report-without-position')
  return { ...report, at }
}

interface Sending {
  readonly report: Report
  readonly visitorId: number
  readonly day: string
  readonly at: Date
  readonly by: { readonly personId: number | null; readonly ip: string }
}

/**
 * Gives a report, whose row is locked, to whoever goes to look, whatever their role: what they find, or that they could
 * not, is noted by `noteVisit`. In a transaction.
 */
export async function sendVisitor(
  trx: Db,
  { report, visitorId, day, at, by }: Sending,
): Promise<{ report: Report; placeId: number }> {
  const { id } = report
  const placeId = await keepPlaceOfReport(trx, id, visitorId)
  const change = { status: 'assigned', outcome: null, assigneeId: visitorId } as const
  const sent = await changeReport(trx, id, { ...change, duplicateOf: null })
  await addEvent(trx, {
    ...{ reportId: id, at, personId: by.personId, reason: null },
    ...{ fromStatus: report.status, toStatus: 'assigned' },
    facts: { assigneeId: visitorId, day },
  })
  await audit(trx, {
    ...{ personId: by.personId, action: 'report:visit', subject: id, ip: by.ip },
    facts: { visitorId, day },
  })
  return { report: sent, placeId }
}

/** What somebody did at a place of their tour. */
export interface VisitNote {
  readonly retailerId: number
  readonly personId: number
  readonly at: string
  readonly what:
    | { readonly kind: 'arrived' }
    | { readonly kind: 'left'; readonly finding: VisitFinding | undefined }
    | { readonly kind: 'skipped'; readonly reason: string }
}

/**
 * Takes what happened at a place over into the report that it is about. Who was sent walks the report on by being there,
 * as far as it waits for them; else it is a line in its log. In a transaction.
 * @returns undefined for any other place
 */
export async function noteVisit(
  trx: Db,
  { retailerId, personId, at, what }: VisitNote,
): Promise<Pick<Report, 'id' | 'revision'> | undefined> {
  const reportId = await reportAtPlace(trx, retailerId)
  if (reportId === undefined) return undefined
  const everything = { everything: true, teamIds: [], areaIds: [] }
  const report = await reportInScope(trx, reportId, everything, 'lock')
  if (!report) throw new Error(`the place ${String(retailerId)} has no report`)
  if (what.kind === 'left' && what.finding === undefined) return idOf(report)
  const isAwaited = report.assigneeId === personId && awaiting.includes(report.status)
  const status = isAwaited ? statusAfter(report, what) : report.status
  const outcome =
    isAwaited && what.kind === 'left' ? (what.finding ?? report.outcome) : report.outcome
  const { assigneeId, duplicateOf } = report
  const noted = await changeReport(trx, reportId, { status, outcome, assigneeId, duplicateOf })
  await addEvent(trx, {
    ...{ reportId, at: new Date(at), personId, reason: null },
    ...{ fromStatus: report.status, toStatus: status, facts: factsOf(what) },
  })
  return idOf(noted)
}

const idOf = ({ id, revision }: Report) => ({ id, revision })

const awaiting: readonly ReportStatus[] = ['assigned', 'on-site']

function statusAfter({ status }: Report, { kind }: VisitNote['what']): ReportStatus {
  if (kind === 'arrived') return 'on-site'
  return kind === 'left' ? 'verified' : status
}

function factsOf(what: VisitNote['what']): object {
  if (what.kind === 'left') return { outcome: what.finding }
  return what.kind === 'skipped' ? { skipped: what.reason } : {}
}
