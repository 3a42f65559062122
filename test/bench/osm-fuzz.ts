import { breakAndRead } from '../osm/support/break-and-read.ts'
import { generateSamples, type Sample, samplesOf } from '../osm/support/samples.ts'
import { sharedPath } from '../support/shared-data.ts'

const TIMES = 10_000

const extracts = [
  'heidelberg.osm.pbf',
  'liechtenstein.osm.pbf',
  'porto.osm.pbf',
  'tsinghua.osm.pbf',
  'bayreuth-north.osm.gz',
]

/**
 * Protocol: pieces of each extract and small made files, each broken 10,000 times. A broken file is read or refused
 * in words; anything else (another error, an object that makes no sense) ends the run and names the file's number.
 */
export async function run(): Promise<void> {
  await reportSamples('small made files', generateSamples(1))
  for (const name of extracts) {
    const path = sharedPath(`osm/${name}`)
    if (path) await reportSamples(name, samplesOf(path))
  }
}

async function reportSamples(name: string, samples: Sample[]): Promise<void> {
  const started = performance.now()
  const { endings, slowest } = await breakAndRead(samples, TIMES)
  const seconds = (performance.now() - started) / 1000
  const counts = [...endings].map(([ending, count]) => `${count} ${ending}`).join(', ')
  console.log(
    `${name}: ${counts}; ${seconds.toFixed(0)} s, the slowest file ${slowest.toFixed(0)} ms`,
  )
}
