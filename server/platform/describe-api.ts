import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'

/** OpenAPI 3.1 made from the route schemas, at `/openapi.json`, with a page to browse it at `/docs`. */
export async function describeApi(http: FastifyInstance): Promise<void> {
  await http.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Beatline',
        version: '1',
        description:
          'Territory map and visit planner. Coordinates are [longitude, latitude] in WGS 84, lengths metres, ' +
          'instants RFC 3339. Every refusal is application/problem+json with a stable `code`.',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'beatline-session' },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
      security: [{ session: [] }, { token: [] }],
    },
  })
  await http.register(async (page) => {
    declareOpen(page)
    await page.register(swaggerUi, { routePrefix: '/docs' })
    page.get('/openapi.json', { schema: { hide: true } }, () => http.swagger())
  })
}

/** Declares every route that a library registers in this scope as open to anyone. */
export function declareOpen(scope: FastifyInstance): void {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, roles: 'anyone' }
  })
}
