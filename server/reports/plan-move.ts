import {
  nextStatuses,
  type Report,
  type ReportMove,
  type ReportStatus,
} from '../../shared/reports.ts'
import type { Caller } from '../auth/index.ts'
import { Problem } from '../platform/problem.ts'
import type { ReportChange } from './queries.ts'

/** What somebody in the street settles by being there; the rest is decided at a desk. */
const inspectorMoves: readonly ReportStatus[] = ['on-site', 'verified']

/**
 * What a move writes, or why it is refused. Whether the named inspector and report exist is for the caller to find out.
 * @throws Problem
 */
export function planMove(report: Report, move: ReportMove, caller: Caller): ReportChange {
  if (caller.role === 'inspector') requireInspectorsMove(report, move, caller)
  if (move.revision !== report.revision) throw new Problem('report-changed')
  if (!nextStatuses(report.status).includes(move.status)) throw new Problem('report-move-forbidden')
  const { status } = move
  return {
    status,
    outcome: outcomeAfter(report, move),
    assigneeId: assigneeAfter(report, move),
    duplicateOf: status === 'duplicate' ? requireOriginal(report, move) : null,
  }
}

function requireInspectorsMove(report: Report, { status }: ReportMove, caller: Caller): void {
  if (report.assigneeId !== caller.personId)
    throw new Problem('role-forbidden', 'the report is not assigned to you')
  if (!inspectorMoves.includes(status)) throw new Problem('role-forbidden', 'decided at the desk')
}

/** Found on site, kept when closed; any way back forgets it. */
function outcomeAfter(report: Report, { status, outcome }: ReportMove): Report['outcome'] {
  if (status === 'closed') return report.outcome
  if (status !== 'verified') return null
  if (outcome === undefined) throw new Problem('report-outcome-missing')
  return outcome
}

/** Back before the assignment, nobody has it; once assigned it stays with the inspector until named anew. */
function assigneeAfter(report: Report, { status, assigneeId }: ReportMove): number | null {
  if (status === 'submitted' || status === 'accepted') return null
  if (status !== 'assigned') return report.assigneeId
  const next = assigneeId ?? report.assigneeId
  if (next === null) throw new Problem('report-assignee-missing')
  return next
}

function requireOriginal(report: Report, { duplicateOf }: ReportMove): string {
  if (duplicateOf === undefined || duplicateOf === report.id)
    throw new Problem('input-invalid', 'duplicateOf must name the other report')
  return duplicateOf
}
