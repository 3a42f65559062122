import type { Role } from './auth.ts'
import type { PlanAttendance, PlanPresence } from './plan-edits.ts'
import type { LatestPosition } from './positions.ts'
import type { FieldTime } from './simulation.ts'
import type { VisitOutcome } from './visits.ts'

/** `[personId, lng, lat, fixAt in ms, accuracy m or -1, speed m/s or -1, heading ° or -1, battery 0…1 or -1]` */
export type PositionRow = [number, number, number, number, number, number, number, number]

/** The latest fix of each person of a team that moved in the last quarter of a second. */
export interface PositionFrame {
  teamId: number
  /** Counts up by one per frame of the team and node; a gap means: watch again for a snapshot. */
  sequence: number
  rows: PositionRow[]
}

export interface TeamSnapshot {
  teamId: number
  sequence: number
  positions: LatestPosition[]
}

export interface VisitChange {
  visitId: string
  retailerId: number
  personId: number
  teamId: number | null
  stopId: number | null
  outcome: VisitOutcome
  arrivedAt: string
  leftAt: string | null
}

export interface PlanImprovement {
  planId: number
  teamId: number
  day: string
  revision: number
  /** 'failed': the tours so far stay. 'discarded': there is no such plan any more. */
  state: 'improving' | 'done' | 'failed' | 'discarded'
}

/** Somebody changed a draft, or what waits to be decided about it. */
export interface PlanChange {
  planId: number
  teamId: number
  day: string
  revision: number
  by: number | null
}

/** Server → client. Facts that need a scope check carry ids only: the receiver asks again over HTTP. */
export interface ServerEvents {
  'position:moved': (frame: PositionFrame) => void
  'visit:changed': (change: VisitChange) => void
  'plan:published': (plan: { planId: number; teamId: number; day: string }) => void
  /** Somebody's phone has shown them their tour. */
  'plan:seen': (receipt: { planId: number; teamId: number; day: string; personId: number }) => void
  /** A draft that is being improved has better tours, or that has come to its end. */
  'plan:improved': (plan: PlanImprovement) => void
  'plan:edited': (plan: PlanChange) => void
  /** Somebody came to a plan, went to another of its tours, or left. */
  'plan:attended': (presence: PlanPresence) => void
  'report:changed': (report: { id: string; revision: number }) => void
  'retailers:changed': () => void
  'clock:changed': (time: FieldTime) => void
  /** The administrator has set another base map. */
  'map:changed': () => void
  /** Other streets and another base map, or an import that went on, ended or failed. */
  'roads:changed': (roads: { dataId: string | null }) => void
}

export type Answer<T> = { ok: true; value: T } | { ok: false; code: string }

/** Client → server; each is answered. */
export interface ClientEvents {
  'team:watch': (teamId: number, answer: (result: Answer<TeamSnapshot>) => void) => void
  'team:unwatch': (teamId: number, answer: (result: Answer<null>) => void) => void
  /** Says again every few seconds who is at which plan, and that they left. */
  'plan:attend': (attendance: PlanAttendance, answer: (result: Answer<null>) => void) => void
  'position:send': (
    fixes: unknown,
    answer: (result: Answer<{ stored: number; duplicate: number; quarantined: number }>) => void,
  ) => void
}

/** Who may send what. The server starts no handler that is not in this table. */
export const clientEventRoles = {
  'team:watch': ['supervisor', 'manager', 'administrator'],
  'team:unwatch': ['supervisor', 'manager', 'administrator'],
  'plan:attend': ['supervisor', 'manager', 'administrator'],
  'position:send': ['customer-manager', 'inspector'],
} as const satisfies Record<keyof ClientEvents, readonly Role[]>
