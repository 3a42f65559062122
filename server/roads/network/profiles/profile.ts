import type { ProfileName } from '../../../../shared/roads.ts'

/**
 * How somebody moves, as data: what differs between profiles is here, what is the same for all is in the functions that
 * judge ways and vertices. Durations are those of a street in daytime without jams; `hours` says what the hour makes of
 * them. Where there is a choice, paths are chosen by weight: duration, times reluctance, plus the price of entering.
 */
export interface Profile {
  readonly name: ProfileName
  /** Tags that say who may pass, from the general to the particular: the last one present decides. */
  readonly accessKeys: readonly string[]
  /** Tags that say in which direction, likewise. Roundabouts and motorways are one-way for who heeds plain `oneway`. */
  readonly onewayKeys: readonly string[]
  /** Whether contraflow on `cycleway=opposite` and the like is meant for this profile. */
  readonly contraflow: boolean
  /** Words for this profile in `except=…` and `restriction:…=…`. */
  readonly vehicles: readonly string[]
  /** Whether turn restrictions that name nobody hold. */
  readonly followsRestrictions: boolean
  /** km/h by kind of way; a kind that is not here is closed. */
  readonly speeds: Readonly<Record<string, number>>
  /** km/h on kinds of way that are open only where a tag of one's own says so. */
  readonly speedsWhereAllowed: Readonly<Record<string, number>>
  /** km/h where wheels are pushed (`dismount`); 0 = not at all. */
  readonly pushing: number
  /** Whether roads for motor traffic only (`motorroad=yes`) are open. */
  readonly motorroads: boolean
  /** What a posted limit means. Absent: nothing. */
  readonly limit?: {
    /** Share of it that is driven on average. */
    readonly share: number
    /** How much faster than usual for its kind a street may get by its limit, as a factor. */
    readonly stretch: number
  }
  /** Factors on speed, by surface or grade of track (the slowest counts) and by what a service way serves. */
  readonly surfaces: Readonly<Record<string, number>>
  readonly services: Readonly<Record<string, number>>
  /** Factors on weight by kind of way. */
  readonly reluctance: Readonly<Record<string, number>>
  /** Seconds of weight to enter what is for visitors only, and what is private, from what is not. */
  readonly entering: { readonly local: number; readonly private: number }
  /** Seconds at barriers that can be passed; null closes the way, unless a tag of one's own opens it. */
  readonly barriers: Readonly<Record<string, number | null>>
  /** Barriers of kinds not listed. */
  readonly passesOtherBarriers: boolean
  /** Mean seconds at what controls traffic. */
  readonly controls: Readonly<Record<Control, number>>
  readonly turns: TurnSeconds
  /** Seconds to wait and board. */
  readonly boarding: number
  /** Factors on duration by hour of the day, 24 of them. */
  readonly hours: readonly number[]
}

export const controls = ['traffic_signals', 'signal_crossing', 'stop'] as const
export type Control = (typeof controls)[number]

/** Seconds a turn costs where at least three streets meet. */
export interface TurnSeconds {
  /** Sharpest turn to one's own side of the road, and across the opposite traffic. */
  readonly near: number
  readonly across: number
  /** At the end of a road. */
  readonly deadEnd: number
  /** Anywhere else; null = never. */
  readonly uTurn: number | null
}
