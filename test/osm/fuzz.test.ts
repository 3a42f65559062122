import { describe, expect, test } from 'vitest'
import { sharedPath } from '../support/shared-data.ts'
import { breakAndRead } from './support/break-and-read.ts'
import { generateSamples, type Sample, sampleOf, samplesOf } from './support/samples.ts'
import { survive } from './support/survive.ts'

/** `npm run bench -- osm-fuzz` breaks each 10,000 times, as a whole. */
const TIMES = 300
const TIMES_WHOLE = 20

const extracts = [
  'heidelberg.osm.pbf',
  'liechtenstein.osm.pbf',
  'porto.osm.pbf',
  'tsinghua.osm.pbf',
  'bayreuth-north.osm.gz',
]

describe('however a file is broken, it is read or refused', () => {
  describe.each(extracts)('%s', (name) => {
    const path = sharedPath(`osm/${name}`)
    test.skipIf(!path)('in pieces', () => expectSurvival(samplesOf(path ?? '')))
    test.skipIf(!path)('as a whole', async () => {
      const { endings } = await breakAndRead([sampleOf(path ?? '')], TIMES_WHOLE)
      expect([...endings.keys()]).toContain('malformed')
    })
  })

  test('small files of every shape', () => expectSurvival(generateSamples(1)))
})

async function expectSurvival(samples: Sample[]): Promise<void> {
  for (const { whole } of samples) expect(await survive(whole)).toBe('read')
  const { endings } = await breakAndRead(samples, TIMES)
  // Some damage goes unnoticed, most does not: neither would say that something else is wrong here.
  expect(endings.get('read')).toBeGreaterThan(0)
  expect(endings.get('malformed')).toBeGreaterThan(0)
}
