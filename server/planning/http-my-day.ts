import { Type } from 'typebox'
import { deskRoles, fieldRoles } from '../../shared/auth.ts'
import { MyDay, type Tour } from '../../shared/planning.ts'
import { Day, dayOf } from '../../shared/time.ts'
import { personOf } from '../auth/index.ts'
import type { Feature } from '../platform/http.ts'
import { nameOfPerson, planById, publishedPlanOf } from './queries.ts'
import { addReceipt } from './receipt-queries.ts'

const config = { roles: fieldRoles, device: true }
const tags = ['planning']

/** What a phone asks about its own person's day. */
export const myDayRoutes: Feature = async (app, { db, clock, announce, config: { timeZone } }) => {
  app.get(
    '/my/day',
    {
      config,
      schema: {
        tags,
        querystring: Type.Object({ day: Type.Optional(Day) }),
        response: { 200: MyDay },
      },
    },
    async (request) => {
      const { personId } = personOf(request)
      const day = request.query.day ?? dayOf(clock.now(), timeZone)
      const planId = (await publishedPlanOf(db, personId, day)) ?? null
      const plan = planId === null ? undefined : await planById(db, planId)
      const isOn = ({ personId: leader, companion }: Tour) =>
        leader === personId || companion?.personId === personId
      const tour = plan?.tours.find(isOn) ?? null
      const partnerId = tour?.personId === personId ? tour.companion?.personId : tour?.personId
      const partner = partnerId === undefined ? null : await nameOfPerson(db, partnerId)
      return { day, planId, tour, partner }
    },
  )

  app.put(
    '/my/plans/:id/receipt',
    {
      config,
      schema: {
        tags,
        description:
          'The phone has shown its person their tour of a published plan. Repeats change nothing.',
        params: Type.Object({ id: Type.Integer() }),
      },
    },
    async (request, reply) => {
      const { personId } = personOf(request)
      const receipt = await addReceipt(db, request.params.id, personId)
      if (receipt) announce('plan:seen', [receipt], { roles: deskRoles })
      return reply.code(204).send()
    },
  )
}
