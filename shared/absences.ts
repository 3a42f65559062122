import { Type, type Static } from 'typebox'
import { Day } from './time.ts'

export const absenceReasons = ['sick', 'leave', 'training', 'other'] as const
export const AbsenceReason = Type.Enum(absenceReasons)
export type AbsenceReason = (typeof absenceReasons)[number]

export const NewAbsence = Type.Object({ reason: AbsenceReason })
export type NewAbsence = Static<typeof NewAbsence>

/** A day on which somebody does not work although it is a working day of theirs. */
export const Absence = Type.Object({ personId: Type.Integer(), day: Day, reason: AbsenceReason })
export type Absence = Static<typeof Absence>

/** Whose remaining stops of a published day are offered to the colleagues. */
export const RedistributionRequest = Type.Object({ personId: Type.Integer() })
