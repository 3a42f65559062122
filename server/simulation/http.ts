import type { AddressInfo } from 'node:net'
import { Type } from 'typebox'
import type { Role } from '../../shared/auth.ts'
import { Simulation, SimulationRequest } from '../../shared/simulation.ts'
import { callerOf } from '../auth/index.ts'
import { isLoopbackOnly } from '../config.ts'
import { audit } from '../platform/audit.ts'
import type { Feature, Parts } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import { Simulator } from './simulator.ts'

export interface SimulationOptions extends Parts {
  /** Whether the fictional city is loaded. */
  isDemo: () => Promise<boolean>
}

const roles = ['supervisor', 'manager', 'administrator'] as const satisfies Role[]
const tags = ['simulation']

export const simulation: Feature<SimulationOptions> = async (app, { isDemo, ...parts }) => {
  const { config, db } = parts
  const simulator = new Simulator({
    ...parts,
    address: () => ownAddress(app.server.address()),
    log: app.log,
  })

  app.get(
    '/simulation',
    { config: { roles }, schema: { tags, response: { 200: Simulation } } },
    () => simulator.state(),
  )

  app.post(
    '/simulation',
    {
      config: { roles },
      schema: {
        tags,
        summary: 'Plays a published day with simulated phones; the field clock follows',
        body: SimulationRequest,
        response: { 202: Simulation },
      },
    },
    async (request, reply) => {
      if (!isLoopbackOnly(config) && !(await isDemo())) throw new Problem('simulation-refused')
      const state = await simulator.start(request.body)
      const { personId } = callerOf(request)
      const { day, speed } = state
      await audit(db, {
        personId,
        action: 'simulation-started',
        facts: { day, speed },
        ip: request.ip,
      })
      return reply.code(202).send(state)
    },
  )

  app.patch(
    '/simulation',
    {
      config: { roles },
      schema: {
        tags,
        body: Type.Object({ speed: Type.Number({ minimum: 1, maximum: 60 }) }),
        response: { 200: Simulation },
      },
    },
    (request) => simulator.changeSpeed(request.body.speed),
  )

  app.delete(
    '/simulation',
    { config: { roles }, schema: { tags, response: { 200: Simulation } } },
    () => simulator.stop(),
  )

  app.addHook('preClose', async () => {
    await simulator.stop()
  })
}

/** Where programs on this machine reach the server. */
function ownAddress(bound: AddressInfo | string | null): string {
  if (bound === null || typeof bound === 'string') throw new Problem('unavailable', 'not listening')
  const host =
    { '0.0.0.0': '127.0.0.1', '::': '[::1]', '::1': '[::1]' }[bound.address] ?? bound.address
  return `http://${host}:${String(bound.port)}`
}
