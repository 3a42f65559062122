import { isSettled, type ReportStatus } from '../../shared/reports.ts'

/** The key of what a step is called on its button; a way back has another name than the way there. */
export function stepName(from: ReportStatus, to: ReportStatus) {
  if (to === 'submitted') return 'step.reopen'
  if (from === 'assigned' && to === 'accepted') return 'step.take-back'
  if (from === 'on-site' && to === 'assigned') return 'step.assign-again'
  if (from === 'verified' && to === 'on-site') return 'step.look-again'
  return isSettled(from) ? 'step.reopen' : (`step.${to}` as const)
}
