import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { PositionRow } from '../../shared/live.ts'
import type { Announcement, Bus } from '../platform/bus.ts'
import type { NodeBridge } from '../platform/redis-bridge.ts'
import type { Frames } from './frames.ts'

const Moved = Compile(
  Type.Object({ teamId: Type.Integer(), rows: Type.Array(Type.Array(Type.Number())) }),
)
const Announced = Compile(
  Type.Object({ event: Type.String(), payload: Type.Array(Type.Unknown()), to: Type.Object({}) }),
)

/**
 * Makes several nodes one live channel. Each delivers to its own viewers first and tells the others after;
 * moves travel as rows, and each node numbers its own frames.
 */
export function linkNodes(bridge: NodeBridge, { bus, frames }: { bus: Bus; frames: Frames }): void {
  bus.subscribeOwn((announcement) => {
    bridge.publish('announced', announcement)
  })
  bridge.subscribe('announced', (message) => {
    if (Announced.Check(message)) bus.relay(message as Announcement)
  })
  frames.onOwn((teamId, rows) => {
    bridge.publish('moved', { teamId, rows })
  })
  bridge.subscribe('moved', (message) => {
    if (Moved.Check(message)) frames.addForeign(message.teamId, message.rows as PositionRow[])
  })
  bridge.onRestored(() => {
    frames.breakSequences()
  })
}
