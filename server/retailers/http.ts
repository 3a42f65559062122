import { Type } from 'typebox'
import { deskRoles } from '../../shared/auth.ts'
import {
  Neighbour,
  NeighbourSearch,
  Retailer,
  RetailerProfile,
  RetailerSearch,
} from '../../shared/retailers.ts'
import { Page } from '../../shared/schema.ts'
import { dayOf } from '../../shared/time.ts'
import { callerOf } from '../auth/index.ts'
import type { Feature, Parts } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import type { Travel } from '../roads/index.ts'
import { findNeighbours } from './find-neighbours.ts'
import { retailerEdits } from './http-edits.ts'
import { findRetailers, licencesOf, retailerCard, visitsAt } from './queries.ts'

const tags = ['retailers']
const OneRetailer = Type.Object({ id: Type.Integer() })

export interface RetailersOptions extends Parts {
  readonly travel: Travel
}

export const retailers: Feature<RetailersOptions> = async (app, options) => {
  const { db, clock, config, travel } = options
  app.get(
    '/retailers',
    {
      config: { roles: deskRoles },
      schema: { tags, querystring: RetailerSearch, response: { 200: Page(Retailer) } },
    },
    (request) => findRetailers(db, request.query, callerOf(request).scope),
  )

  app.get(
    '/retailers/:id',
    {
      config: { roles: 'signed-in' },
      schema: { tags, params: OneRetailer, response: { 200: RetailerProfile } },
    },
    async (request) => {
      const { id } = request.params
      const { scope } = callerOf(request)
      const card = await retailerCard(db, id, scope)
      if (!card) throw new Problem('not-found', 'no such retailer')
      const [licences, visits] = await Promise.all([licencesOf(db, id), visitsAt(db, id)])
      return { ...card, licences, visits }
    },
  )

  app.get(
    '/retailers/:id/neighbours',
    {
      config: { roles: 'signed-in' },
      schema: {
        tags,
        summary: 'The nearest other licensed shops of the scope, on foot along streets',
        params: OneRetailer,
        querystring: NeighbourSearch,
        response: { 200: Type.Array(Neighbour) },
      },
    },
    async (request) => {
      const { id } = request.params
      const { scope } = callerOf(request)
      const card = await retailerCard(db, id, scope)
      if (!card) throw new Problem('not-found', 'no such retailer')
      const day = dayOf(clock.now(), config.timeZone)
      const { limit = 5 } = request.query
      return findNeighbours({ db, travel, day, scope }, card.retailer, limit)
    },
  )

  await app.register(retailerEdits, options)
}
