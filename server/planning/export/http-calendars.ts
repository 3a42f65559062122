import { Type } from 'typebox'
import { fieldRoles } from '../../../shared/auth.ts'
import { CalendarAddress } from '../../../shared/planning.ts'
import { addDays, dayOf } from '../../../shared/time.ts'
import { hashSecret, newSecret, personOf } from '../../auth/index.ts'
import { audit } from '../../platform/audit.ts'
import { isFresh, versionTag } from '../../platform/cache-tag.ts'
import type { Feature } from '../../platform/http.ts'
import { Problem } from '../../platform/problem.ts'
import { serializeRoute } from '../../platform/serialize-request.ts'
import {
  ownerOfCalendar,
  removeCalendar,
  saveCalendar,
  visitsOfCalendar,
} from './calendar-queries.ts'
import { writeCalendar } from './write-calendar.ts'

const tags = ['planning']
const config = { roles: fieldRoles }
/** What a calendar keeps of the past. */
const PAST_DAYS = 30

/** One's own tours in the calendar of a phone or desk: by a secret address, which its owner makes and takes back. */
export const calendarRoutes: Feature = async (app, { db, clock, config: { timeZone } }) => {
  app.post(
    '/my/calendar',
    { config, schema: { tags, response: { 201: CalendarAddress } } },
    async (request, reply) => {
      const { personId } = personOf(request)
      const { secret, hash } = newSecret()
      await db.transaction().execute(async (trx) => {
        await saveCalendar(trx, personId, hash)
        await audit(trx, { personId, action: 'calendar:make', ip: request.ip })
      })
      return reply.code(201).send({ path: `/api/v1/calendars/${secret}.ics` })
    },
  )

  app.delete('/my/calendar', { config, schema: { tags } }, async (request, reply) => {
    const { personId } = personOf(request)
    await db.transaction().execute(async (trx) => {
      if (!(await removeCalendar(trx, personId))) throw new Problem('not-found', 'no calendar')
      await audit(trx, { personId, action: 'calendar:remove', ip: request.ip })
    })
    return reply.code(204).send()
  })

  app.get(
    '/calendars/:token.ics',
    {
      // Calendars of the whole world can neither sign in nor send a header: the address is the key.
      config: { roles: 'anyone', rateLimit: { max: 60, timeWindow: '1 minute' } },
      // The address is not to be found in the log.
      logSerializers: { req: serializeRoute },
      schema: { tags, params: Type.Object({ token: Type.String({ maxLength: 100 }) }) },
    },
    async (request, reply) => {
      const owner = await ownerOfCalendar(db, hashSecret(request.params.token))
      if (!owner) throw new Problem('not-found', 'no such calendar')
      const from = addDays(dayOf(clock.now(), timeZone), -PAST_DAYS)
      const feed = writeCalendar(owner, await visitsOfCalendar(db, owner.personId, from))
      if (isFresh(request, reply, versionTag(feed))) return reply.code(304).send()
      return reply.type('text/calendar; charset=utf-8').send(feed)
    },
  )
}
