import { SvelteMap } from 'svelte/reactivity'
import type { PositionRow } from '../../shared/live.ts'
import type { LatestPosition } from '../../shared/positions.ts'
import { live } from '../lib/live.svelte.ts'
import type { FieldPosition } from './field-position.ts'

/** Where the people of the watched team are, as the live channel says. Call while a component starts. */
export class FieldPositions {
  readonly byPerson = new SvelteMap<number, FieldPosition>()

  /** @param teamId reactive; undefined watches nobody */
  constructor(teamId: () => number | undefined) {
    const current = $derived(teamId())
    $effect(() => {
      const team = current
      this.byPerson.clear()
      if (team === undefined) return
      return live.watchTeam(team, {
        snapshot: ({ positions }) => {
          for (const position of positions) this.#put(position.personId, fromLatest(position))
        },
        frame: ({ rows }) => {
          for (const row of rows) this.#put(row[0], fromRow(row))
        },
      })
    })
  }

  /** The map never jumps back in time. */
  #put(personId: number, position: FieldPosition): void {
    const known = this.byPerson.get(personId)
    if (!known || known.fixAt <= position.fixAt) this.byPerson.set(personId, position)
  }
}

function fromLatest(position: LatestPosition): FieldPosition {
  const { at, accuracyMetres, speedMps, heading, battery } = position
  return { at, fixAt: Date.parse(position.fixAt), accuracyMetres, speedMps, heading, battery }
}

/** A frame writes −1 for what the phone did not say. */
function fromRow([
  ,
  lng,
  lat,
  fixAt,
  accuracy,
  speed,
  heading,
  battery,
]: PositionRow): FieldPosition {
  const known = (value: number) => (value < 0 ? null : value)
  return {
    at: [lng, lat],
    fixAt,
    accuracyMetres: known(accuracy),
    speedMps: known(speed),
    heading: known(heading),
    battery: known(battery),
  }
}
