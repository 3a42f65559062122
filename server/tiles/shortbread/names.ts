import type { Tags } from '../../osm/index.ts'
import type { Properties } from './draft.ts'

const han = /\p{Script=Han}/u
const otherEastAsian = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** Chinese keys in use, simplified before traditional; `zh` itself is what most mappers fill. */
const chineseKeys = ['name:zh', 'name:zh-Hans', 'name:zh_CN', 'name:zh-CN', 'name:zh-Hant']

/** `name` and its translations; none for what has no name. */
export function namesOf(tags: Tags): Properties {
  const names: Record<string, string> = {}
  const put = (key: string, value: string | undefined) => {
    if (value) names[key] = value
  }
  put('name', tags['name'])
  put('name_en', tags['name:en'])
  put('name_de', tags['name:de'])
  put('name_zh', chineseNameOf(tags))
  return names
}

/** A name in Han characters alone may be Japanese too; one with kana or hangul certainly is not Chinese. */
function chineseNameOf(tags: Tags): string | undefined {
  for (const key of chineseKeys) if (tags[key]) return tags[key]
  const { name } = tags
  return name && han.test(name) && !otherEastAsian.test(name) ? name : undefined
}

export const isNamed = (names: Properties): boolean =>
  names['name'] !== undefined || names['name_zh'] !== undefined || names['name_en'] !== undefined

/** OSM's ways of saying that something runs through or over something else. */
export function passageOf(tags: Tags): { tunnel?: true; bridge?: true } {
  const { tunnel, bridge, covered } = tags
  return {
    ...(tunnel === 'yes' || tunnel === 'building_passage' || covered === 'yes'
      ? { tunnel: true as const }
      : {}),
    ...(bridge !== undefined && bridge !== 'no' ? { bridge: true as const } : {}),
  }
}

/** `layer=*`, 0 when absent or no number. */
export function levelOf(tags: Tags): number {
  const level = Number(tags['layer'] ?? 0)
  return Number.isFinite(level) ? Math.max(-10, Math.min(10, level)) : 0
}
