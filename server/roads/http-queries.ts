import { Type } from 'typebox'
import {
  mostMatrixCells,
  ProfileName,
  RoadMatrixAnswer,
  RoadMatrixRequest,
  RoadReachAnswer,
  RoutePath,
  StreetPoint,
} from '../../shared/roads.ts'
import type { Feature } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import { answerMatrix, toStreetPoint } from './answer-matrix.ts'
import { answerReach } from './answer-reach.ts'
import type { RoadsOptions } from './http-import.ts'
import { parsePoint, parsePoints } from './parse-points.ts'
import { writePath } from './write-path.ts'

const tags = ['roads']
const profile = Type.Optional(ProfileName)
const hour = Type.Optional(Type.Integer({ minimum: 0, maximum: 23 }))
const at = Type.String({ description: 'lng,lat' })

/** Questions to the streets, for everybody who is signed in: they say nothing about shops or people. */
export const roadQueries: Feature<RoadsOptions> = (app, { works }) => {
  const config = { roles: 'signed-in' } as const
  const profileOf = async (asked: ProfileName | undefined) =>
    asked ?? (await works.travel.profile())

  app.get(
    '/roads/route',
    {
      config,
      schema: {
        tags,
        summary: 'The way through points in their order',
        querystring: Type.Object({
          points: Type.String({ description: 'lng,lat;lng,lat…, 2 to 100 of them' }),
          profile,
          hour,
        }),
        response: { 200: RoutePath },
      },
    },
    async ({ query }) => {
      const points = parsePoints(query.points)
      const options = { ...query, profile: await profileOf(query.profile) }
      return writePath(await works.travel.route(points, options))
    },
  )

  app.post(
    '/roads/matrix',
    {
      config,
      schema: {
        tags,
        summary: 'Times and distances between points: 1,000 a side and 250,000 cells at most',
        body: RoadMatrixRequest,
        response: { 200: RoadMatrixAnswer },
      },
    },
    async ({ body: { points, sources = points, destinations = points, ...options } }) => {
      if (!sources || !destinations)
        throw new Problem('input-invalid', 'points, or sources and destinations')
      if (sources.length * destinations.length > mostMatrixCells)
        throw new Problem('input-too-large', `more than ${String(mostMatrixCells)} cells`)
      return answerMatrix(works.engine(), {
        ...options,
        profile: await profileOf(options.profile),
        sources,
        targets: destinations,
      })
    },
  )

  app.get(
    '/roads/reach',
    {
      config,
      schema: {
        tags,
        summary: 'All streets within metres or seconds of a point',
        querystring: Type.Object({
          at,
          profile,
          hour,
          metres: Type.Optional(Type.Number({ minimum: 1, maximum: 20_000 })),
          seconds: Type.Optional(Type.Number({ minimum: 1, maximum: 3600 })),
        }),
        response: { 200: RoadReachAnswer },
      },
    },
    async ({ query: { at: text, metres, seconds, ...options } }) => {
      const limit = metres ?? seconds
      if (limit === undefined || (metres !== undefined && seconds !== undefined))
        throw new Problem('input-invalid', 'either metres or seconds')
      const by = metres === undefined ? 'seconds' : 'metres'
      const point = parsePoint(text)
      const query = {
        ...options,
        profile: await profileOf(options.profile),
        point,
        limit,
        by,
      } as const
      return answerReach(await works.ownEngine().reach(query), query.profile)
    },
  )

  app.get(
    '/roads/nearest',
    {
      config,
      schema: {
        tags,
        summary: 'The streets nearest to a point, one point on each',
        querystring: Type.Object({
          at,
          profile,
          count: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
        }),
        response: { 200: Type.Array(StreetPoint) },
      },
    },
    async ({ query: { at: text, count = 1, ...options } }) => {
      const query = { profile: await profileOf(options.profile), point: parsePoint(text), count }
      return (await works.ownEngine().nearest(query)).map(toStreetPoint)
    },
  )
  return Promise.resolve()
}
