import { describe, expect, test } from 'vitest'
import { type OsmFault, OsmUnreadable } from '../../../server/osm/index.ts'
import { readMap } from './osm-map.ts'
import { withFile } from './with-file.ts'

export type Refusal = [name: string, file: Uint8Array | string, fault: OsmFault, words: RegExp]

export const MEGABYTE = 1024 * 1024

export function testRefusals(of: string, refusals: Refusal[]): void {
  describe(of, () => {
    test.each(refusals)('%s is refused in words', async (_, file, fault, words) => {
      const error: unknown = await withFile(file, readMap).catch((error: unknown) => error)
      expect(error).toBeInstanceOf(OsmUnreadable)
      expect(error).toMatchObject({ fault, message: expect.stringMatching(words) as string })
    })
  })
}
