import { expect, test } from 'vitest'
import { ringAround } from '../../../client/licences/ring-around.ts'
import { distanceMetres, type LngLat } from '../../../shared/geo.ts'

test.each([0, 22, 45, 60])('every corner of a 50 m ring lies 50 m away at latitude %i', (lat) => {
  const gate: LngLat = [114.3, lat]
  const ring = ringAround(gate, 50)
  for (const corner of ring) expect(distanceMetres(gate, corner)).toBeCloseTo(50, 1)
  expect(ring.at(-1)).toEqual(ring[0])
})
