import { describe, expect, test } from 'vitest'
import {
  expandTemplate,
  faultOf,
  maskTemplate,
  unmaskTemplate,
} from '../../server/tiles/raster/template.ts'

const address = { z: 5, x: 26, y: 12 }
const expand = (template: string) => expandTemplate(template, address).href

describe('a template of map pictures', () => {
  test('is filled in as its service counts tiles', () => {
    expect(expand('https://a.example/{z}/{x}/{y}.png')).toBe('https://a.example/5/26/12.png')
    expect(expand('https://a.example/{z}/{x}/{-y}.png')).toBe('https://a.example/5/26/19.png')
    expect(expand('https://a.example/{TileMatrix}/{TileRow}/{TileCol}')).toBe(
      'https://a.example/5/12/26',
    )
  })

  test('shares neighbours out among the servers, and asks the same one for the same picture', () => {
    const template = 'https://t{0-7}.tianditu.gov.cn/DataServer?T=vec_w&x={x}&y={y}&l={z}'
    const hosts = Array.from(
      { length: 16 },
      (_, x) => expandTemplate(template, { z: 5, x, y: 12 }).host,
    )
    expect(new Set(hosts).size).toBe(8)
    expect(hosts[3]).toBe(hosts[11])
    expect(expandTemplate('https://{s}.example/{z}/{x}/{y}', address).host).toMatch(/^[abc]\./)
  })

  test('is shown without what may be a key, wherever that stands', () => {
    expect(
      maskTemplate('https://t{0-7}.tianditu.gov.cn/vec_w/wmts?LAYER=vec&TILEMATRIX={z}&tk=abc123'),
    ).toBe('https://t{0-7}.tianditu.gov.cn/vec_w/wmts?LAYER=vec&TILEMATRIX={z}&tk=***')
    expect(maskTemplate('https://maps.example/v1/0123456789abcdef0123/{z}/{x}/{y}.png')).toBe(
      'https://maps.example/v1/***/{z}/{x}/{y}.png',
    )
    expect(maskTemplate('https://maps.example/{z}/{x}/{y}?anything=x')).toContain('anything=***')
  })

  test('keeps its keys when it comes back masked and edited, on the same host alone', () => {
    const kept = 'https://maps.example/v1/0123456789abcdef0123/{z}/{x}/{y}?layer=a&tk=one&id=two'
    expect(unmaskTemplate(maskTemplate(kept), kept)).toBe(kept)
    const edited = 'https://maps.example/v2/***/{z}/{x}/{y}.png?id=***&layer=b&tk=***'
    expect(unmaskTemplate(edited, kept)).toBe(
      'https://maps.example/v2/0123456789abcdef0123/{z}/{x}/{y}.png?id=two&layer=b&tk=one',
    )
    const elsewhere = 'https://other.example/{z}/{x}/{y}?tk=***'
    expect(unmaskTemplate(elsewhere, kept)).toBe(elsewhere)
    expect(faultOf(elsewhere)).toContain('***')
  })

  test('is found fault with in words', () => {
    expect(faultOf('https://a.example/{z}/{x}/{y}')).toBeUndefined()
    expect(faultOf('https://a.example/{z}/{x}')).toContain('{y}')
    expect(faultOf('https://a.example/{z}/{x}/{y}?k={key}')).toContain('{key}')
    expect(faultOf('ftp://a.example/{z}/{x}/{y}')).toContain('http')
  })
})
