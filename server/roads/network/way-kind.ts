import type { Tags } from '../../osm/index.ts'

const squares = new Set(['pedestrian', 'footway', 'living_street', 'corridor'])

/**
 * What a way is to those who travel: its highway class, or what else can be travelled along. Areas are walked along
 * their outline. Undefined when it is none, whatever its access tags.
 */
export function wayKind(tags: Tags): string | undefined {
  const { highway, route } = tags
  if (highway !== undefined) {
    if (tags.area !== 'yes') return highway
    return squares.has(highway) ? 'area' : undefined
  }
  if (route === 'ferry' || route === 'shuttle_train') return route
  if (tags.railway === 'platform' || tags.public_transport === 'platform') return 'platform'
  return tags.man_made === 'pier' ? 'pier' : undefined
}
