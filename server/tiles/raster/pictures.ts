import { createHash } from 'node:crypto'
import type { BaseMapDescription, PictureMap } from '../../../shared/tiles.ts'
import type { Db } from '../../platform/database/index.ts'
import { Problem } from '../../platform/problem.ts'
import { readSetting, writeSetting } from '../../platform/settings.ts'
import { RecentTiles } from '../recent-tiles.ts'
import type { TileAddress } from '../tile-address.ts'
import { fetchPicture } from './fetch-picture.ts'
import { expandTemplate, faultOf, maskTemplate, unmaskTemplate } from './template.ts'

const SETTING = 'map-pictures'
const CACHE_BYTES = 32 * 1024 * 1024

/** Datums that agree with WGS 84 to less than a metre. */
const straight = new Set<PictureMap['datum']>(['WGS-84', 'CGCS2000'])

/** Map pictures of a service outside, asked and remembered here. */
export class Pictures {
  private readonly db: Db
  private readonly recent = new RecentTiles(CACHE_BYTES)
  /** Those being asked for, so that a picture is asked for once. */
  private readonly asked = new Map<string, Promise<Buffer>>()

  constructor(db: Db) {
    this.db = db
  }

  /** As it may be shown: without keys. */
  async shown(): Promise<PictureMap | null> {
    const kept = await this.kept()
    return kept ? { ...kept, templates: kept.templates.map(maskTemplate) } : null
  }

  /** @throws Problem map-template-invalid, map-datum-unsupported */
  async change(told: PictureMap): Promise<void> {
    // Moving the pictures would take decoding them, and drawing them anew out of four neighbours each.
    if (!straight.has(told.datum)) throw new Problem('map-datum-unsupported', told.datum)
    if (told.minZoom > told.maxZoom) throw new Problem('input-invalid', 'minZoom above maxZoom')
    const kept = (await this.kept())?.templates ?? []
    const templates = told.templates.map((template, layer) =>
      unmaskTemplate(template.trim(), kept[layer]),
    )
    for (const template of templates) {
      const fault = faultOf(template)
      if (fault !== undefined) throw new Problem('map-template-invalid', fault)
    }
    await writeSetting(this.db, SETTING, { ...told, templates })
  }

  async remove(): Promise<void> {
    await writeSetting(this.db, SETTING, null)
  }

  async describe(): Promise<Extract<BaseMapDescription, { kind: 'raster' }> | undefined> {
    const kept = await this.kept()
    if (!kept) return undefined
    const { minZoom, maxZoom, tileSize, attribution, templates } = kept
    return {
      kind: 'raster',
      source: 'service',
      version: versionOf(kept),
      minZoom,
      maxZoom,
      tileSize,
      attribution,
      layers: templates.length,
      bounds: [-180, -85.06, 180, 85.06],
    }
  }

  /**
   * @returns undefined where there is no such layer; empty where the service has nothing
   * @throws Problem map-picture-unavailable
   */
  async picture(layer: number, address: TileAddress): Promise<Buffer | undefined> {
    const kept = await this.kept()
    const template = kept?.templates[layer]
    if (!kept || template === undefined) return undefined
    if (address.z < kept.minZoom || address.z > kept.maxZoom) return Buffer.alloc(0)
    const key = [versionOf(kept), layer, address.z, address.x, address.y].join('/')
    const known = this.recent.get(key)
    if (known) return Buffer.from(known.buffer, known.byteOffset, known.byteLength)
    const asked = this.asked.get(key) ?? this.ask(key, expandTemplate(template, address))
    this.asked.set(key, asked)
    return asked
  }

  private async ask(key: string, url: URL): Promise<Buffer> {
    try {
      const picture = await fetchPicture(url)
      const bytes = picture?.bytes ?? Buffer.alloc(0)
      this.recent.put(key, bytes)
      return bytes
    } finally {
      this.asked.delete(key)
    }
  }

  private async kept(): Promise<PictureMap | undefined> {
    return (await readSetting<PictureMap | null>(this.db, SETTING)) ?? undefined
  }
}

/** Keys are part of it, but cannot be read out of it. */
function versionOf(kept: PictureMap): string {
  return createHash('sha256').update(JSON.stringify(kept)).digest('hex').slice(0, 16)
}
