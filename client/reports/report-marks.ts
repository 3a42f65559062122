import type { ReportStatus } from '../../shared/reports.ts'

/** How a status looks on the map and in lists: a glyph beside the colour, so that neither is needed alone. */
export const reportMarks: Record<ReportStatus, { glyph: string; colour: string; ink: string }> = {
  submitted: { glyph: '!', colour: '#fbbf24', ink: '#1b2127' },
  accepted: { glyph: '○', colour: '#7dd3fc', ink: '#1b2127' },
  assigned: { glyph: '▶', colour: '#2563eb', ink: '#ffffff' },
  'on-site': { glyph: '■', colour: '#1e1b4b', ink: '#ffffff' },
  verified: { glyph: '✓', colour: '#065f46', ink: '#ffffff' },
  rejected: { glyph: '×', colour: '#94a3b8', ink: '#1b2127' },
  duplicate: { glyph: '=', colour: '#94a3b8', ink: '#1b2127' },
  closed: { glyph: '–', colour: '#94a3b8', ink: '#1b2127' },
}
