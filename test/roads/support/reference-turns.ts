import { findComponents } from '../../../server/roads/network/find-components.ts'
import type { TurnSeconds } from '../../../server/roads/network/profiles/profile.ts'
import { turnSeconds } from '../../../server/roads/network/turn-costs.ts'
import { distanceMetres } from '../../../shared/geo.ts'
import type { MapNode, OsmMap } from './ascii-map.ts'

/** A restriction by the directed pieces of street it is about, each two letters. */
export interface TownRule {
  readonly kind: 'no' | 'only'
  readonly pieces: readonly string[]
}

interface Trip {
  /** The last pieces travelled, as far back as a rule can look. */
  readonly trail: readonly string[]
  readonly weight: number
}

const LONGEST_RULE = 4

/**
 * Travels a map of ways of one piece each as it is written, remembering the pieces it came by, at 36 km/h: a reference
 * that shares neither graph nor automaton with what it checks, and of the prices only the curve of the turn.
 */
export class ReferenceTurns {
  private readonly nodes: ReadonlyMap<string, MapNode>
  /** Open pieces and their centimetres. */
  readonly pieces = new Map<string, number>()
  private readonly rules: readonly TownRule[]
  private readonly barriers: readonly string[]
  private readonly turns: TurnSeconds

  constructor(
    map: OsmMap,
    rules: readonly TownRule[],
    barriers: readonly string[],
    turns: TurnSeconds,
  ) {
    this.nodes = new Map(map.nodes.map((node) => [String.fromCharCode(node.id), node]))
    for (const { refs, tags } of map.ways) {
      const [a = '', b = ''] = refs.map((ref) => String.fromCharCode(ref))
      const length = Math.round(100 * distanceMetres(this.place(a), this.place(b)))
      this.pieces.set(a + b, length)
      if (tags.oneway !== 'yes') this.pieces.set(b + a, length)
    }
    // What leads along closed pieces says nothing.
    this.rules = rules.filter((rule) => rule.pieces.every((piece) => this.pieces.has(piece)))
    this.barriers = barriers
    this.turns = turns
  }

  /** Least milliseconds from the whole of one piece, along `within`, to the whole of each that can be reached. */
  weightsFrom(start: string, within: ReadonlySet<string>): Map<string, number> {
    const best = new Map<string, number>()
    for (const { trail, weight } of this.tripsFrom([[start]], within)) {
      const last = trail.at(-1) ?? ''
      best.set(last, Math.min(weight, best.get(last) ?? Infinity))
    }
    return best
  }

  /** Pieces between which one can travel for ever: those of each strongly connected set of trails. */
  circuits(): Set<string>[] {
    const all = [...this.pieces.keys()]
    const trails = this.tripsFrom(all.map((piece) => [piece])).map(({ trail }) => trail)
    const numbers = new Map(trails.map((trail, i) => [trail.join(), i]))
    const first = [0]
    const head: number[] = []
    for (const trail of trails) {
      for (const piece of this.piecesAt(trail.at(-1)?.[1] ?? '')) {
        const next = numbers.get([...trail, piece].slice(-LONGEST_RULE).join())
        if (this.priceOf(trail, piece) !== undefined && next !== undefined) head.push(next)
      }
      first.push(head.length)
    }
    const sets = new Map<number, Set<string>>()
    findComponents({ first: Uint32Array.from(first), head: Uint32Array.from(head) }).forEach(
      (number, i) => {
        const set = sets.get(number) ?? new Set()
        sets.set(number, set.add(trails[i]?.at(-1) ?? ''))
      },
    )
    return [...sets.values()]
  }

  private tripsFrom(
    starts: readonly (readonly string[])[],
    within: { has(piece: string): boolean } = this.pieces,
  ): Trip[] {
    const best = new Map<string, Trip>()
    const queue: Trip[] = starts.map((trail) => ({
      trail,
      weight: this.pieces.get(trail.at(-1) ?? '') ?? 0,
    }))
    for (let trip = queue.shift(); trip; trip = queue.shift()) {
      const { trail, weight } = trip
      if ((best.get(trail.join())?.weight ?? Infinity) <= weight) continue
      best.set(trail.join(), trip)
      for (const piece of this.piecesAt(trail.at(-1)?.[1] ?? '')) {
        const price = within.has(piece) ? this.priceOf(trail, piece) : undefined
        if (price === undefined) continue
        const longer = [...trail, piece].slice(-LONGEST_RULE)
        queue.push({ trail: longer, weight: weight + price + (this.pieces.get(piece) ?? 0) })
      }
    }
    return [...best.values()]
  }

  private piecesAt(letter: string): string[] {
    return [...this.pieces.keys()].filter((piece) => piece.startsWith(letter))
  }

  /** Milliseconds to turn into a piece; undefined where one may not. */
  private priceOf(trail: readonly string[], piece: string): number | undefined {
    const last = trail.at(-1) ?? ''
    const [, here = ''] = last
    if (!this.isAllowed(trail, piece)) return undefined
    const isBarred = this.barriers.includes(here)
    const exits = this.piecesAt(here)
    if (piece === here + (last[0] ?? '')) {
      const isDeadEnd = isBarred || exits.length === 1
      const seconds = isDeadEnd ? this.turns.deadEnd : this.turns.uTurn
      return seconds === null ? undefined : 1000 * seconds
    }
    if (isBarred) return undefined
    const streets = new Set([...this.pieces.keys()].filter((name) => name.includes(here)).map(sort))
    return streets.size > 2 ? Math.round(1000 * this.turnFrom(last, piece)) : 0
  }

  private isAllowed(trail: readonly string[], piece: string): boolean {
    const endsIn = (pieces: readonly string[]) =>
      trail.slice(-pieces.length).join() === pieces.join()
    const isForbidden = this.rules.some(
      ({ kind, pieces }) => kind === 'no' && pieces.at(-1) === piece && endsIn(pieces.slice(0, -1)),
    )
    const demands = new Map<string, string[]>()
    for (const { kind, pieces } of this.rules) {
      if (kind === 'no') continue
      for (let length = pieces.length === 2 ? 1 : 2; length < pieces.length; length++) {
        const begin = pieces.slice(0, length)
        if (endsIn(begin))
          demands.set(begin.join(), [...(demands.get(begin.join()) ?? []), pieces[length] ?? ''])
      }
    }
    return !isForbidden && [...demands.values()].every((allowed) => allowed.includes(piece))
  }

  private turnFrom(last: string, piece: string): number {
    const [a = '', b = ''] = last
    const [, c = ''] = piece
    const angle = this.bearing(b, c) - this.bearing(a, b)
    return turnSeconds(((angle + 540) % 360) - 180, this.turns, false)
  }

  /** On a grid that runs north, degrees clockwise. */
  private bearing(from: string, to: string): number {
    const [[x, y], [x2, y2]] = [this.place(from), this.place(to)]
    if (Math.abs(y2 - y) > 1e-6) return y2 > y ? 0 : 180
    return x2 > x ? 90 : 270
  }

  private place(letter: string): [number, number] {
    const { lng, lat } = this.nodes.get(letter) ?? { lng: 0, lat: 0 }
    return [lng / 1e7, lat / 1e7]
  }
}

const sort = (letters: string) => Array.from(letters).sort().join('')
