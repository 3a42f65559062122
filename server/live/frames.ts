import type { PositionFrame, PositionRow } from '../../shared/live.ts'

/** Somebody of a team moved; people without a team are on nobody's map. */
export interface TeamMove {
  readonly teamId: number | null
  readonly row: PositionRow
}

export interface Frames {
  /** Puts moves of this node's own phones into the coming frames. */
  add: (moves: readonly TeamMove[]) => void
  /** Puts in what another node's phones reported. */
  addForeign(teamId: number, rows: readonly PositionRow[]): void
  /** Hears each frame that is due. */
  onFrame(listener: (frame: PositionFrame) => void): void
  /** Hears this node's own moves of a team, for the other nodes. */
  onOwn(listener: (teamId: number, rows: PositionRow[]) => void): void
  /** The number of the team's newest frame. */
  sequenceOf(teamId: number): number
  /** Something may have been missed: leaves a gap, upon which viewers fetch a snapshot. */
  breakSequences(): void
  close(): void
}

/** A quarter of a second is as smooth as one frame per fix, at a quarter of the work (live.md §4a). */
const frameMillis = 250

type Pending = Map<number, Map<number, PositionRow>>

/** Gathers moves into one numbered frame per team and quarter second: the latest of each person. */
export function createFrames(): Frames {
  const frameListeners: ((frame: PositionFrame) => void)[] = []
  const ownListeners: ((teamId: number, rows: PositionRow[]) => void)[] = []
  const sequences = new Map<number, number>()
  let all: Pending = new Map()
  let own: Pending = new Map()
  let timer: NodeJS.Timeout | undefined

  function put(pending: Pending, teamId: number, row: PositionRow): void {
    const rows = pending.get(teamId) ?? new Map<number, PositionRow>()
    pending.set(teamId, rows)
    const [personId, , , at] = row
    if ((rows.get(personId)?.[3] ?? -Infinity) <= at) rows.set(personId, row)
    timer ??= setTimeout(flush, frameMillis)
  }

  function flush(): void {
    timer = undefined
    const [frames, outgoing] = [all, own]
    all = new Map()
    own = new Map()
    for (const [teamId, rows] of frames) {
      const sequence = sequenceOf(teamId) + 1
      sequences.set(teamId, sequence)
      for (const tell of frameListeners) tell({ teamId, sequence, rows: [...rows.values()] })
    }
    for (const [teamId, rows] of outgoing)
      for (const tell of ownListeners) tell(teamId, [...rows.values()])
  }

  const sequenceOf = (teamId: number) => sequences.get(teamId) ?? 0

  return {
    add(moves) {
      for (const { teamId, row } of moves) {
        if (teamId === null) continue
        put(all, teamId, row)
        put(own, teamId, row)
      }
    },
    addForeign(teamId, rows) {
      for (const row of rows) put(all, teamId, row)
    },
    onFrame: (listener) => void frameListeners.push(listener),
    onOwn: (listener) => void ownListeners.push(listener),
    sequenceOf,
    breakSequences() {
      for (const [teamId, sequence] of sequences) sequences.set(teamId, sequence + 1)
    },
    close() {
      clearTimeout(timer)
    },
  }
}
