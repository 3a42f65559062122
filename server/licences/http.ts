import { Type } from 'typebox'
import { areaKinds } from '../../shared/areas.ts'
import { deskRoles } from '../../shared/auth.ts'
import { Density, DensitySearch, RuleSet } from '../../shared/licences.ts'
import { Retailer } from '../../shared/retailers.ts'
import { Nullable } from '../../shared/schema.ts'
import { Day, dayOf } from '../../shared/time.ts'
import { callerOf } from '../auth/index.ts'
import { isFresh, versionTag } from '../platform/cache-tag.ts'
import { FreshValues } from '../platform/fresh-values.ts'
import type { Feature } from '../platform/http.ts'
import { readSetting } from '../platform/settings.ts'
import { measureDensity } from './measure-density.ts'
import {
  areaFacts,
  licencesByArea,
  licensedOutside,
  openReportsByArea,
  placesText,
  ruleSetOn,
  type AreaFacts,
} from './queries.ts'

const tags = ['licences']
const config = { roles: deskRoles }

/** A list that nobody scrolls: the screen shows the first and says how many there are. */
const OUTSIDE_LIMIT = 200

export const licences: Feature = async (app, { db, clock, config: { timeZone } }) => {
  /** By kind: geodesic areas of detailed outlines take longer than all the counting. */
  const facts = new FreshValues<AreaFacts[]>(areaKinds.length)
  const today = () => dayOf(clock.now(), timeZone)

  app.get(
    '/licences/density',
    {
      config,
      schema: {
        tags,
        summary: 'Counts of all shops and open reports by area, whatever the scope of the caller',
        querystring: DensitySearch,
        response: { 200: Density },
      },
    },
    async (request) => {
      const { kind, asOf = today() } = request.query
      const version = (await readSetting<string>(db, 'areas-version')) ?? ''
      const [areas, shops, reports] = await Promise.all([
        facts.get(kind, version, () => areaFacts(db, kind)),
        licencesByArea(db, kind, asOf),
        openReportsByArea(db, kind),
      ])
      return measureDensity(asOf, areas, shops, reports)
    },
  )

  app.get(
    '/licences/outside',
    {
      config,
      schema: { tags, querystring: DensitySearch, response: { 200: Type.Array(Retailer) } },
    },
    async (request) => {
      const { kind, asOf = today() } = request.query
      return licensedOutside(db, kind, asOf, callerOf(request).scope, OUTSIDE_LIMIT)
    },
  )

  app.get(
    '/licences/rules',
    {
      config,
      schema: {
        tags,
        querystring: Type.Object({ day: Type.Optional(Day) }),
        response: { 200: Nullable(RuleSet) },
      },
    },
    async (request) => (await ruleSetOn(db, request.query.day ?? today())) ?? null,
  )

  app.get('/places.geojson', { config, schema: { tags } }, async (request, reply) => {
    const text = await placesText(db)
    if (isFresh(request, reply, versionTag(text))) return reply.code(304).send()
    return reply.type('application/geo+json').send(text)
  })
}
