import { expect, test } from 'vitest'
import { RecentTiles } from '../../server/tiles/recent-tiles.ts'

test('recent tiles are kept up to their bytes, the longest unused going first', () => {
  const tiles = new RecentTiles(3 * (1000 + 200))
  for (const key of ['a', 'b', 'c']) tiles.put(key, new Uint8Array(1000))
  tiles.get('a')
  tiles.put('d', new Uint8Array(1000))
  expect(['a', 'b', 'c', 'd'].filter((key) => tiles.get(key))).toEqual(['a', 'c', 'd'])
  tiles.put('a', new Uint8Array(10))
  tiles.put('huge', new Uint8Array(5000))
  expect(['a', 'c', 'd', 'huge'].filter((key) => tiles.get(key))).toEqual([])
})
