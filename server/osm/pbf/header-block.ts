import { Flaw } from '../flaw.ts'
import { bytesField, type Cursor } from './cursor.ts'

const REQUIRED_FEATURE = bytesField(4)

const known = ['OsmSchema-V0.6', 'DenseNodes', 'HistoricalInformation']

/** What the file demands of its readers. */
export function decodeHeaderBlock(cursor: Cursor): { historical: boolean } {
  const features: string[] = []
  while (cursor.more) {
    const key = cursor.unsigned()
    if (key === REQUIRED_FEATURE) features.push(cursor.text())
    else cursor.skip(key)
  }
  const unknown = features.find((feature) => !known.includes(feature))
  if (unknown !== undefined) {
    throw new Flaw('feature', `the file demands "${unknown.slice(0, 100)}" of its readers`)
  }
  return { historical: features.includes('HistoricalInformation') }
}
