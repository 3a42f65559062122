import { describe, expect, test } from 'vitest'
import { ConfigRefused, isLoopbackOnly, readConfig } from '../../server/config.ts'

describe('the configuration', () => {
  test('needs nothing: it serves this machine from ./data', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      databaseUrl: undefined,
      redisUrl: undefined,
      timeZone: 'Asia/Shanghai',
    })
    expect(isLoopbackOnly(readConfig({}))).toBe(true)
    expect(isLoopbackOnly(readConfig({ HOST: '0.0.0.0' }))).toBe(false)
    // A proxy in front lets in whoever reaches the proxy.
    expect(isLoopbackOnly(readConfig({ PUBLIC_URL: 'https://beatline.example' }))).toBe(false)
  })

  test.each([
    [{ PORT: 'abc' }, 'PORT="abc" is not usable: write a whole number from 0 to 65535.'],
    [{ PORT: '70000' }, 'PORT="70000" is not usable: write a whole number from 0 to 65535.'],
    [
      { TIME_ZONE: 'China' },
      'TIME_ZONE="China" is not usable: write an IANA name like Asia/Shanghai.',
    ],
    [
      { DATABASE_URL: 'mysql://x' },
      'DATABASE_URL="mysql://x" is not usable: write an address like postgres://user@host:5432/name.',
    ],
    [
      { REDIS_URL: 'localhost' },
      'REDIS_URL="localhost" is not usable: write an address like redis://host:6379.',
    ],
    [
      { ROAD_ENGINE: 'graphhopper' },
      'ROAD_ENGINE="graphhopper" is not usable: write one of own, osrm, valhalla, openrouteservice.',
    ],
    [
      { ROAD_ENGINE: 'osrm' },
      'ROAD_ENGINE_URL="" is not usable: write the address of osrm, like http://127.0.0.1:5000.',
    ],
    [
      { ROAD_ENGINE: 'valhalla', ROAD_ENGINE_URL: 'localhost:8002' },
      'ROAD_ENGINE_URL="localhost:8002" is not usable: write an address like http://127.0.0.1:5000.',
    ],
    [
      { ROAD_ENGINE: 'osrm', ROAD_ENGINE_URL: 'http://:secret@127.0.0.1:5000' },
      'ROAD_ENGINE_URL="http://***@127.0.0.1:5000" is not usable: write an address without name and password.',
    ],
    [
      { ROAD_ENGINE_URL: 'http://127.0.0.1:5000' },
      'ROAD_ENGINE_URL="http://127.0.0.1:5000" is not usable: write ROAD_ENGINE=osrm, valhalla or openrouteservice beside it.',
    ],
    [
      { ROADS_TOKEN: 'secret' },
      'ROADS_TOKEN is not usable: write at least 16 characters that nobody guesses.',
    ],
  ])('says of %o what to write', (environment, sentence) => {
    expect(() => readConfig(environment)).toThrow(new ConfigRefused([sentence]))
  })

  test('names every wrong setting at once', () => {
    expect(() => readConfig({ PORT: 'x', LOG_LEVEL: 'loud' })).toThrow(/LOG_LEVEL[\s\S]*PORT/)
  })

  test('takes the road engine that runs already, by its address', () => {
    expect(readConfig({}).roadEngine).toEqual({ name: 'own' })
    const environment = { ROAD_ENGINE: 'osrm', ROAD_ENGINE_URL: 'http://127.0.0.1:5000/' }
    expect(readConfig(environment).roadEngine).toEqual({
      name: 'osrm',
      url: 'http://127.0.0.1:5000',
      key: undefined,
    })
  })

  test('an empty setting counts as absent', () => {
    expect(readConfig({ DATABASE_URL: '', PORT: ' ' }).port).toBe(3000)
  })
})
