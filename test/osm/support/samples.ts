import { readFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import type { Random } from '../../../server/solver/random.ts'
import { arbitraryMap } from './arbitrary-map.ts'
import { breakContent, misstateLength, rearrange } from './break-blocks.ts'
import { mutateBytes, pick } from './mutate-bytes.ts'
import { type PbfBlock, splitPbf } from './split-pbf.ts'
import { writePbf } from './write-pbf.ts'
import { writeXml } from './write-xml.ts'

/** A file from which any number of broken ones are made. */
export interface Sample {
  readonly whole: Buffer
  readonly breakings: readonly ((random: Random) => Buffer)[]
}

/** Pieces of an extract that hold nodes, ways and relations, small enough to be read thousands of times. */
export function samplesOf(path: string): Sample[] {
  const file = readFileSync(path)
  if (path.endsWith('.gz')) return [sampleOfXml(shorten(gunzipSync(file).toString()))]
  const [header, ...blocks] = splitPbf(file)
  // Nodes come first, relations last, ways between.
  return [blocks.at(0), blocks.at(-2), blocks.at(-1)].flatMap((block) =>
    header && block ? [sampleOfPbf([header, block])] : [],
  )
}

/** A whole file, as it is. */
export function sampleOf(path: string): Sample {
  const file = readFileSync(path)
  return path.endsWith('.gz')
    ? sampleOfXml(gunzipSync(file).toString())
    : sampleOfPbf(splitPbf(file))
}

/** Small maps of every shape, in every format. */
export function generateSamples(seed: number): Sample[] {
  return fc
    .sample(arbitraryMap, { seed, numRuns: 20 })
    .flatMap((map) => [
      sampleOfXml(writeXml(map)),
      ...[true, false].map((dense) =>
        sampleOfPbf(splitPbf(Buffer.from(writePbf(map, { dense, blockSize: 10 })))),
      ),
    ])
}

function sampleOfPbf(blocks: readonly PbfBlock[]): Sample {
  const whole = Buffer.concat(blocks.map(({ framed }) => framed))
  return {
    whole,
    breakings: [
      (random) => mutateBytes(whole, random),
      // Twice as often, for what is compressed is checked before it is decoded.
      (random) => breakContent(blocks, random),
      (random) => breakContent(blocks, random),
      (random) => rearrange(blocks, random),
      (random) => misstateLength(blocks, random),
    ],
  }
}

function sampleOfXml(text: string): Sample {
  const whole = Buffer.from(text)
  const gzipped = gzipSync(whole)
  return {
    whole,
    breakings: [
      (random) => mutateBytes(whole, random),
      // Not compressed: that would take longer than to read it.
      (random) => gzipSync(mutateBytes(whole, random), { level: 0 }),
      (random) => mutateBytes(gzipped, random),
      (random) => Buffer.from(replaceValue(text, random)),
    ],
  }
}

const values = ['', '-1', '1e999', 'NaN', '0x10', '9'.repeat(400), '&b;', '&#0;', '<', 'way', '路']

function replaceValue(text: string, random: Random): string {
  const at = text.indexOf('"', random.below(text.length))
  const end = text.indexOf('"', at + 1)
  return at < 0 || end < 0 ? '' : text.slice(0, at + 1) + pick(values, random) + text.slice(end)
}

/** A file with the first 20 nodes, ways and relations of one that has each object on lines of its own. */
function shorten(text: string): string {
  const starts = (kind: string) =>
    [...text.matchAll(new RegExp(`^ *<${kind} `, 'gm'))].map(({ index }) => index)
  const kinds = ['node', 'way', 'relation'].map(starts)
  const objects = kinds.map((places) =>
    text.slice(places[0], places[20] ?? text.lastIndexOf('</osm>')),
  )
  return `${text.slice(0, kinds[0]?.[0])}${objects.join('')}</osm>`
}
