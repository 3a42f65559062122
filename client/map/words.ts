import { defineWords } from '../lib/i18n.svelte.ts'

export const t = defineWords(
  {
    map: '辖区地图',
    attribution: '地图数据来源',
    'zoom.in': '放大',
    'zoom.out': '缩小',
    'zoom.all': '显示全部辖区',
  },
  {
    map: 'Territory map',
    attribution: 'Whose map data this is',
    'zoom.in': 'Zoom in',
    'zoom.out': 'Zoom out',
    'zoom.all': 'Show the whole territory',
  },
)
