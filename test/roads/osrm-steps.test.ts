import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LngLat } from '../../shared/geo.ts'
import { openTown, type Town } from './support/open-town.ts'

/**
 * A roundabout with an arm in each direction; the west arm bends to the north at its end, and the east arm ends in a
 * street across.
 *
 *        7           4          10
 *        6─────1 ╭── N ──╮ 2────8
 *                W       E
 *                ╰── S ──╯      9
 *                    3
 */
const places: Record<string, LngLat> = {
  N: [117, 30.0003],
  W: [116.9997, 30],
  S: [117, 29.9997],
  E: [117.0003, 30],
  1: [116.999, 30],
  6: [116.997, 30],
  7: [116.997, 30.002],
  2: [117.001, 30],
  8: [117.003, 30],
  9: [117.003, 29.998],
  10: [117.003, 30.002],
  3: [117, 29.998],
  4: [117, 30.002],
}
const ids = Object.keys(places)
const way = (id: number, names: string[], tags: Record<string, string>) =>
  `<way id="${id}">${names.map((name) => `<nd ref="${ids.indexOf(name) + 1}"/>`).join('')}${Object.entries(
    { highway: 'residential', ...tags },
  )
    .map(([key, value]) => `<tag k="${key}" v="${value}"/>`)
    .join('')}</way>`

const map = `<?xml version="1.0"?><osm version="0.6">
${ids.map((name, index) => `<node id="${index + 1}" lon="${places[name]?.[0] ?? 0}" lat="${places[name]?.[1] ?? 0}"/>`).join('\n')}
${way(1, ['N', 'W', 'S', 'E', 'N'], { junction: 'roundabout' })}
${way(2, ['W', '1', '6', '7'], { name: '西路' })}
${way(3, ['E', '2', '8'], { name: '东路' })}
${way(4, ['9', '8', '10'], { name: '横街' })}
${way(5, ['S', '3'], { name: '南路' })}
${way(6, ['N', '4'], { name: '北路' })}
</osm>`

let town: Town
beforeAll(async () => {
  town = await openTown({}, map)
})
afterAll(() => town.close())

interface Maneuver {
  type: string
  modifier?: string
  exit?: number
}

async function stepsOf(from: LngLat, to: LngLat): Promise<(string | number | undefined)[][]> {
  const answer = await town.world.inject({
    method: 'GET',
    url: `/route/v1/driving/${from.join()};${to.join()}?steps=true`,
    headers: { host: 'localhost' },
  })
  const { routes } = answer.json<{
    routes: { legs: { steps: { name: string; maneuver: Maneuver }[] }[] }[]
  }>()
  return (routes[0]?.legs[0]?.steps ?? []).map(({ name, maneuver: { type, modifier, exit } }) => [
    type,
    modifier,
    name,
    ...(exit === undefined ? [] : [exit]),
  ])
}

describe('directions', () => {
  test('count the exits of a roundabout', async () => {
    const west: LngLat = [116.998, 30]
    expect(await stepsOf(west, [117.002, 30])).toEqual([
      ['depart', undefined, '西路'],
      ['roundabout', expect.stringMatching(/right/), '', 2],
      ['exit roundabout', expect.stringMatching(/right|straight/), '东路', 2],
      ['arrive', undefined, '东路'],
    ])
    expect((await stepsOf(west, [117, 29.9985]))[1]?.at(-1)).toBe(1)
    expect((await stepsOf(west, [117, 30.0015]))[1]?.at(-1)).toBe(3)
  })

  test('say when a road ends, and nothing of a bend without a choice', async () => {
    expect(await stepsOf([117.0015, 30], [117.003, 30.001])).toEqual([
      ['depart', undefined, '东路'],
      ['end of road', 'left', '横街'],
      ['arrive', undefined, '横街'],
    ])
    expect(await stepsOf([116.9985, 30], [116.997, 30.001])).toEqual([
      ['depart', undefined, '西路'],
      ['arrive', undefined, '西路'],
    ])
  })
})
