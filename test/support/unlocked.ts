import type { Stop } from '../../shared/planning.ts'

/** Of a stop about which nobody has decided anything, and that breaks no rule. */
export const unlocked = {
  violations: [],
  overSeconds: 0,
  locks: [],
  lockedPersonId: null,
  lockedAt: null,
  lockedRank: null,
} satisfies Partial<Stop>
