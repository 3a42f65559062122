import { reverseOf } from './arcs.ts'
import type { VertexVerdict } from './judge-vertex.ts'
import { seclusionOf, type ArcPaces } from './pace-arcs.ts'
import type { Profile } from './profiles/profile.ts'
import type { RoadNetwork } from './road-network.ts'
import { angleBetween, findBearings, tabulateTurns } from './turn-costs.ts'

/** A vertex as one comes to it. */
export interface Approach {
  /** The arc one comes by. */
  readonly arc: number
  readonly vertex: VertexVerdict
  /** Whether several streets meet there. */
  readonly isJunction: boolean
  /** Whether there is nowhere to go but back. */
  readonly isDeadEnd: boolean
}

/** What turns cost a profile, in milliseconds. */
export class TurnPrices {
  private readonly profile: Profile
  private readonly paces: ArcPaces
  private readonly bearings: Float32Array
  private readonly byAngle: Int32Array

  constructor(network: RoadNetwork, paces: ArcPaces, profile: Profile, leftHand: boolean) {
    this.profile = profile
    this.paces = paces
    this.bearings = findBearings(network)
    this.byAngle = tabulateTurns(profile.turns, leftHand)
  }

  /** Duration of a turn; −1 where it is not made. */
  duration(from: Approach, into: number): number {
    if (into === reverseOf(from.arc)) return this.turnBack(from.isDeadEnd)
    return from.vertex.access === 'closed' ? -1 : this.goOn(from, into)
  }

  /** What weight has beyond duration: the price of coming from where all may go to where few may. */
  entering({ arc, vertex }: Approach, into: number): number {
    const { seclusion } = this.paces
    const level = Math.max(seclusion[into] as number, seclusionOf[vertex.access])
    if (level <= (seclusion[arc] as number) || into === reverseOf(arc)) return 0
    const { entering } = this.profile
    return 1000 * (level === 1 ? entering.local : entering.private)
  }

  private turnBack(isDeadEnd: boolean): number {
    const { deadEnd, uTurn } = this.profile.turns
    const seconds = isDeadEnd ? deadEnd : uTurn
    return seconds === null ? -1 : Math.round(seconds * 1000)
  }

  private goOn({ arc, vertex, isJunction }: Approach, into: number): number {
    const { boarded } = this.paces
    const angle = isJunction ? angleBetween(this.bearings, arc, into) : 0
    const isControlled = vertex.direction === 'both' || vertex.direction === directionOf(arc)
    const control = isControlled ? vertex.seconds : 0
    const boards = (boarded[into] as number) > (boarded[arc] as number)
    const seconds = control + (boards ? this.profile.boarding : 0)
    return (this.byAngle[angle + 180] as number) + Math.round(seconds * 1000)
  }
}

const directionOf = (arc: number) => (arc & 1 ? 'backward' : 'forward')
