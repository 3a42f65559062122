import { expect, test } from 'vitest'
import { readAttribution } from '../../../client/map/read-attribution.ts'

test('a notice keeps its words and its links', () => {
  expect(
    readAttribution(
      '<a href="https://www.openmaptiles.org/" target="_blank">&copy; OpenMapTiles</a> ' +
        "<a class='x' href='https://www.openstreetmap.org/copyright'>© OpenStreetMap contributors</a>, 2026",
    ),
  ).toEqual([
    { text: '© OpenMapTiles', href: 'https://www.openmaptiles.org/' },
    { text: '© OpenStreetMap contributors', href: 'https://www.openstreetmap.org/copyright' },
    { text: ', 2026' },
  ])
  expect(readAttribution('国家地理信息公共服务平台 天地图')).toEqual([
    { text: '国家地理信息公共服务平台 天地图' },
  ])
  expect(readAttribution(' ')).toEqual([])
})

test('what is neither words nor a link to a page is not taken over', () => {
  expect(
    readAttribution('<img src=x onerror=alert(1)>A <a href="javascript:alert(1)"><b>B</b></a>'),
  ).toEqual([{ text: 'A ' }, { text: 'B' }])
})
