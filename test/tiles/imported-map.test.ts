import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BaseMapDescription } from '../../shared/tiles.ts'
import { writeXml } from '../osm/support/write-xml.ts'
import { openTown, type Town } from '../roads/support/open-town.ts'
import { here, Sketch } from './draw-map.ts'
import { putMap } from './map-world.ts'
import { readLayer, tileOf } from './read-tile.ts'
import { smallArchive } from './small-archive.ts'

describe('the map of an import', () => {
  let town: Town

  beforeAll(async () => {
    const sketch = new Sketch()
    sketch.way([[-300, 0], [300, 0]], { highway: 'primary', name: '人民路' }) // prettier-ignore
    town = await openTown({}, writeXml(sketch.map))
  })
  afterAll(() => town.close())

  const describeMap = async () =>
    (await town.administrator.get('/tiles/base')).json<BaseMapDescription>()

  test('is drawn from the same file as the streets', async () => {
    expect(await describeMap()).toMatchObject({ kind: 'vector', source: 'import', maxZoom: 14 })
    const { x, y } = tileOf(here, 14)
    const tile = await town.administrator.get(`/tiles/base/14/${x}/${y}.mvt`)
    const [label] = readLayer(tile, 'street_labels')
    expect(label?.properties['name_zh']).toBe('人民路')
  })

  test('gives way to a file of one’s own, and that to pictures, until they are removed', async () => {
    const { world, administrator } = town
    const imported = await describeMap()
    await putMap(world, administrator, await smallArchive(['earth', 'roads', 'places']))
    expect(await describeMap()).toMatchObject({ source: 'file', schema: 'protomaps' })
    await administrator.send('PUT', '/tiles/base/pictures', {
      templates: ['https://maps.example/{z}/{x}/{y}.png'],
      datum: 'WGS-84',
      attribution: '© maps.example',
      minZoom: 0,
      maxZoom: 18,
      tileSize: 256,
    })
    expect(await describeMap()).toMatchObject({ source: 'service', kind: 'raster' })
    await administrator.send('DELETE', '/tiles/base/pictures')
    expect(await describeMap()).toMatchObject({ source: 'file' })
    await administrator.send('DELETE', '/tiles/base/file')
    expect(await describeMap()).toEqual(imported)
  })

  test('goes with the streets', async () => {
    expect((await town.administrator.send('DELETE', '/roads/data')).statusCode).toBe(200)
    expect(await describeMap()).toEqual({ kind: 'none', version: 'none' })
  })
})
