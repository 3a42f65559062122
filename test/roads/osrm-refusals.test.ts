import { describe, expect, test } from 'vitest'
import { openTestApp } from '../support/app.ts'
import { eachFileHasOsrm, ends, list } from './support/ask-osrm.ts'
import { corner, inTheFields } from './support/write-town.ts'

const osrm = eachFileHasOsrm()
const { ask } = osrm

// Of OSRM's own features/testbot/status.feature, message by message.
describe('OSRM’s refusals', () => {
  test.each([
    ['/route/v1/driving/-74697224,5.191564', 'Query string malformed close to position 18'],
    ['/route/v1/driving/200,5.191564;44,5', 'Invalid coordinate value.'],
    ['/match/v1/driving/1,1;1,2', 'Service match not found!'],
    ['/route/v1/driving/', 'URL string malformed close to position 18: "ng/"'],
    ['/route/v1/driving', 'URL string malformed close to position 17: "ing"'],
    ['/route/v1/driving/1', 'Query string malformed close to position 19'],
    ['/route/v1/driving/1,1', 'Number of coordinates needs to be at least two.'],
    ['/route/v1/driving/1,1,1', 'Query string malformed close to position 21'],
    ['/route/v1/driving/x', 'Query string malformed close to position 18'],
    ['/route/v1/driving/1,1;', 'Query string malformed close to position 21'],
    ['/route/v1/driving/1,1;1', 'Query string malformed close to position 23'],
    ['/route/v1/driving/1,1;1,1,1', 'Query string malformed close to position 25'],
    ['/route/v1/driving/1,1;x,y', 'Query string malformed close to position 21'],
    [`/table/v1/driving/1,1;2,2?scale_factor=0`, 'scale_factor must be > 0'],
    [`/table/v1/driving/1,1;2,2?fallback_speed=-1`, 'fallback_speed must be > 0'],
    [
      '/route/v1/driving/1,1;2,2?radiuses=5',
      'Number of elements in radiuses size 1 does not match coordinate size 2',
    ],
    ['/route/v1/driving/1,1;2,2?exclude=toll', 'Exclude flag combination is not supported.'],
  ])('%s: %s', async (url, message) => {
    const { status, body } = await ask(url)
    expect({ status, message: body.message }).toEqual({ status: 400, message })
  })

  test.each([
    ['/route/v1/driving', 'InvalidUrl'],
    ['/trip/v1/driving/1,1;2,2', 'InvalidService'],
    ['/route/v2/driving/1,1;2,2', 'InvalidVersion'],
    ['/route/v1/driving/1,1;2,2?fly=true', 'InvalidQuery'],
    ['/route/v1/driving/1,1;2,2?steps=maybe', 'InvalidQuery'],
    ['/route/v1/driving/1,1;2,2?bearings=90,20;', 'InvalidOptions'],
    ['/route/v1/driving/1,1;2,2?approaches=curb;', 'InvalidOptions'],
    ['/table/v1/driving/1,1;2,2?sources=2', 'InvalidOptions'],
    ['/nearest/v1/driving/1,1;2,2', 'InvalidOptions'],
    ['/route/v1/helicopter/1,1;2,2', 'InvalidValue'],
    ['/route/v1/driving/polyline(%20)', 'InvalidQuery'],
    [`/route/v1/driving/${list(corner(1, 1), inTheFields)}`, 'NoSegment'],
    [`/route/v1/driving/${Array(501).fill('1,1').join(';')}`, 'TooBig'],
  ])('%s is %s', async (url, code) => {
    const { status, body } = await ask(url)
    expect({ status, code: body.code }).toEqual({ status: 400, code })
  })

  test('a point is refused that lies outside its radius', async () => {
    const off = list(corner(2.5, 1.1), corner(4, 1))
    expect((await ask(`/route/v1/driving/${off}?radiuses=25;unlimited`)).body.code).toBe('Ok')
    expect((await ask(`/route/v1/driving/${off}?radiuses=15;`)).body).toMatchObject({
      code: 'NoSegment',
      message: 'Could not find a matching segment for coordinate 0',
    })
  })

  test('without streets there is no answer, and never an estimate', async () => {
    const empty = await openTestApp()
    const url = `/route/v1/driving/${ends}`
    const answer = await empty.inject({ method: 'GET', url, headers: { host: 'localhost' } })
    expect(answer.statusCode).toBe(503)
    expect(answer.json()).toMatchObject({ code: 'DisabledDataset' })
    await empty.close()
  })
})

describe('who may ask as OSRM’s client', () => {
  const url = `/route/v1/driving/${ends}`

  test('everybody on this machine, and nobody else without a token', async () => {
    expect((await ask(url, '127.0.0.1')).status).toBe(200)
    expect(await ask(url, 'beatline.test')).toMatchObject({
      status: 401,
      body: { code: 'InvalidToken' },
    })
  })

  test('people who are signed in', async () => {
    const { cookie } = await osrm.world.signInAs('planner')
    const headers = { cookie, host: 'beatline.test' }
    expect((await osrm.world.inject({ method: 'GET', url, headers })).statusCode).toBe(200)
  })

  test('programs elsewhere with the token that was set', async () => {
    const token = 'a-token-nobody-guesses'
    const proxied = await openTestApp({ ROADS_TOKEN: token, HOST: '0.0.0.0' })
    const status = async (path: string, headers = {}) =>
      (await proxied.inject({ method: 'GET', url: path, headers })).statusCode
    // 503: let in, but there are no streets.
    expect(await status(url, { authorization: `Bearer ${token}` })).toBe(503)
    expect(await status(`${url}?token=${token}`)).toBe(503)
    expect(await status(`${url}?token=another`)).toBe(401)
    expect(await status(url)).toBe(401)
    await proxied.close()
  })
})
