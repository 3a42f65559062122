import type { Plan, Stop, Tour } from '../../../shared/planning.ts'
import { unlocked } from '../../support/unlocked.ts'

/** A stop at 30° north; its times are set by those tests that read them. */
export function stopAt(id: number, lng: number, outcome: Stop['outcome'] = null): Stop {
  return {
    id,
    retailerId: id * 10,
    name: null,
    address: null,
    at: [lng, 30],
    tier: null,
    position: 0,
    arrivesAt: '2026-03-02T01:00:00Z',
    leavesAt: '2026-03-02T01:10:00Z',
    leg: { line: null, seconds: 0, metres: 0 },
    ...unlocked,
    outcome,
    visitId: null,
    arrivedAt: null,
    leftAt: null,
  }
}

/** A tour from 114° east, its stops numbered in order. */
export function tourOf(id: number, stops: Stop[]): Tour {
  return {
    id,
    personId: id,
    start: [114, 30],
    startsAt: null,
    endsAt: null,
    companion: null,
    metres: 0,
    travelSeconds: 0,
    stops: stops.map((stop, position) => ({ ...stop, position })),
    home: stops.length === 0 ? null : { line: null, seconds: 0, metres: 0 },
    seenAt: null,
  }
}

export function planOf(...tours: Tour[]): Plan {
  return {
    id: 1,
    teamId: 1,
    day: '2026-03-02',
    version: 1,
    status: 'draft',
    revision: 1,
    profile: 'e-bike',
    travelSource: 'estimate',
    detourFactor: 1.35,
    ...{ publishedAt: null, name: null, undoable: 0, redoable: 0, proposals: [] },
    run: null,
    tours,
    unassigned: [],
  }
}
