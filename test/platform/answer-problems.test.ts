import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { answerProblems } from '../../server/platform/problem.ts'

test.each([
  { code: '40P01', what: 'a deadlock that the database has broken' },
  { code: '57P01', what: 'a database that is shutting down' },
])('$what is answered as passing, with no word of the database', async ({ code }) => {
  const http = Fastify({ logger: false })
  answerProblems(http)
  http.get('/', () => {
    throw Object.assign(new Error('relation secret_table'), { code })
  })
  const answer = await http.inject({ url: '/' })
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '2'])
  expect(answer.json()).toMatchObject({ code: 'unavailable' })
  expect(answer.body).not.toContain('secret_table')
})
