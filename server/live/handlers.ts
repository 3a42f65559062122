import { Type, type Static, type TSchema } from 'typebox'
import type { ClientEvents, TeamSnapshot } from '../../shared/live.ts'
import { Fixes, type Acceptance, type Fix, type LatestPosition } from '../../shared/positions.ts'
import { deskRoles } from '../../shared/auth.ts'
import { PlanAttendance } from '../../shared/plan-edits.ts'
import { requireTeam } from '../auth/index.ts'
import type { Announce } from '../platform/announce.ts'
import { audit } from '../platform/audit.ts'
import type { Db } from '../platform/database/index.ts'
import { Problem } from '../platform/problem.ts'
import type { Frames } from './frames.ts'
import type { LiveSocket } from './sockets.ts'
import { roomOf } from './rooms.ts'

/** What other features do for the channel; handed over by `app.ts`. */
export interface LiveSources {
  accept: (delivery: {
    personId: number
    teamId: number | null
    deviceId: null
    fixes: Fix[]
  }) => Promise<Acceptance>
  latestPositions: (teamId: number) => Promise<LatestPosition[]>
  teamOfPlan: (planId: number) => Promise<number | undefined>
  announce: Announce
}

export interface Handler<Input extends TSchema = TSchema> {
  readonly input: Input
  /** @throws Problem; its code is the answer */
  answer(socket: LiveSocket, input: Static<Input>): Promise<unknown>
}

export type Handlers = Record<keyof ClientEvents, Handler>

const handler = <Input extends TSchema>(
  input: Input,
  answer: (socket: LiveSocket, input: Static<Input>) => Promise<unknown>,
): Handler => ({ input, answer: (socket, value) => answer(socket, value as Static<Input>) })

export function createHandlers({
  db,
  frames,
  accept,
  latestPositions,
  teamOfPlan,
  announce,
}: LiveSources & { db: Db; frames: Frames }): Handlers {
  return {
    'team:watch': handler(Type.Integer(), async (socket, teamId): Promise<TeamSnapshot> => {
      const { caller, ip } = socket.data
      requireTeam(caller, teamId)
      await audit(db, {
        personId: caller.personId,
        action: 'live-watched',
        subject: `team:${String(teamId)}`,
        ip,
      })
      await socket.join(roomOf.team(teamId))
      // Read first: what a later frame brings is then in the snapshot or after it, never lost between.
      const sequence = frames.sequenceOf(teamId)
      return { teamId, sequence, positions: await latestPositions(teamId) }
    }),

    'team:unwatch': handler(Type.Integer(), async (socket, teamId) => {
      await socket.leave(roomOf.team(teamId))
      return null
    }),

    'plan:attend': handler(PlanAttendance, async (socket, { planId, tourOf, here }) => {
      const { caller } = socket.data
      const teamId = await teamOfPlan(planId)
      if (teamId === undefined) throw new Problem('not-found')
      requireTeam(caller, teamId)
      const { data } = socket
      const tell = (stays: boolean) => {
        const presence = { planId, personId: caller.personId, tourOf, here: stays }
        announce('plan:attended', [presence], { roles: deskRoles })
      }
      // Messages may overtake one another: whoever leaves a plan may be at the next already.
      const other = data.attends?.planId === planId ? undefined : data.attends
      if (here) {
        other?.leave()
        data.attends = {
          planId,
          leave: () => {
            tell(false)
          },
        }
      } else if (!other) data.attends = undefined
      tell(here)
      return null
    }),

    'position:send': handler(Fixes, (socket, { fixes }) => {
      const { personId, teamId } = socket.data.caller
      return accept({ personId, teamId, deviceId: null, fixes })
    }),
  }
}
