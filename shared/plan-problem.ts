import { Type, type Static } from 'typebox'

/** What the file begins with that says again how the tours of a plan were found. */
export const PLAN_PROBLEM = 'beatline-problem/1'

/** One search after another, each from the best so far. */
export const SearchRound = Type.Object({
  seed: Type.Integer(),
  /** Rounds of the annealing that it was to make, which it cools over. */
  iterations: Type.Integer(),
  /** Of these, what it made before time or somebody's word ended it. */
  made: Type.Integer(),
})
export type SearchRound = Static<typeof SearchRound>

export const PlanSearch = Type.Object({
  /** Stops by their index, per vehicle, from which the first round began. */
  warmStart: Type.Optional(Type.Array(Type.Array(Type.Integer()))),
  rounds: Type.Array(SearchRound),
})
export type PlanSearch = Static<typeof PlanSearch>

/** Everything that the tours of a plan came of: `beatline optimize` makes them again. */
export const PlanProblem = Type.Object({
  format: Type.Literal(PLAN_PROBLEM),
  plan: Type.Object({
    id: Type.Integer(),
    teamId: Type.Integer(),
    day: Type.String(),
    version: Type.Integer(),
    /** Whether somebody has changed the tours since they were found. */
    edited: Type.Boolean(),
  }),
  /** Names the solver: another one may find other tours. */
  solver: Type.String(),
  /** SHA-256 of the problem as canonical JSON: keys by code point, nothing between the signs. */
  hash: Type.String(),
  search: PlanSearch,
  /** As the solver takes it (server/solver/problem.ts). Ids are those of people and shops; "Infinity" is no way. */
  problem: Type.Unknown(),
})
export type PlanProblem = Static<typeof PlanProblem>
