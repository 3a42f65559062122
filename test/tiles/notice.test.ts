import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeOsmXml } from '../../server/demo/city/index.ts'
import { withFile } from '../osm/support/with-file.ts'
import { writePbf } from '../osm/support/write-pbf.ts'
import { writeXml } from '../osm/support/write-xml.ts'
import { drawFile, Sketch } from './draw-map.ts'

const sketch = new Sketch()
sketch.way([[0, 0], [300, 0]], { highway: 'primary' }) // prettier-ignore
const xml = writeXml(sketch.map)
const ofHolder = (holder: string) => xml.replace('<osm ', `<osm copyright="${holder}" `)

async function noticeOf(file: Uint8Array | string): Promise<unknown> {
  const { metadata } = await withFile(file, drawFile)
  return metadata['attribution']
}

test.each([
  ['a PBF file', writePbf(sketch.map)],
  ['an XML file that says nothing', xml],
  ['a file as OpenStreetMap hands it out', ofHolder('OpenStreetMap and contributors')],
  ['a file with an empty holder', ofHolder(' ')],
])('the map of %s names its contributors, with the way to their terms', async (_, file) => {
  expect(await noticeOf(file)).toBe(
    '<a href="https://www.openstreetmap.org/copyright">© OpenStreetMap contributors</a>',
  )
})

test('the map of a file that names another holder names that one, as words', async () => {
  expect(await noticeOf(ofHolder('Survey &amp; Sons &lt;b>'))).toBe('Survey &amp; Sons &lt;b>')
})

test('the demo city is nobody’s mapping, and does not claim to be', async () => {
  const path = join(tmpdir(), `beatline-notice-${String(process.pid)}.osm`)
  try {
    await writeOsmXml(path, { nodes: [], ways: [], relations: [] })
    const [head] = (await readFile(path, 'utf8')).split('</osm>')
    const notice = await noticeOf(`${head ?? ''}${xml.slice(xml.indexOf('<node'))}`)
    expect(notice).toContain('虚构')
    expect(notice).not.toContain('OpenStreetMap')
  } finally {
    await rm(path, { force: true })
  }
})
