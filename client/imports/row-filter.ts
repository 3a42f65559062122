import type { ImportRow } from '../../shared/imports.ts'

/** Which rows of a checked file are listed. */
export interface RowFilter {
  readonly outcome?: NonNullable<ImportRow['outcome']>
  readonly problem?: string
}

export const outcomeTones = {
  added: 'good',
  changed: 'accent',
  same: 'plain',
  refused: 'bad',
} as const
