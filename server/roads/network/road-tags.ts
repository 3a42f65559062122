import { profiles } from './profiles/profiles.ts'

const directed = (key: string) => [key, `${key}:forward`, `${key}:backward`]

const all = Object.values(profiles)
const accessKeys = all.flatMap((profile) => profile.accessKeys)

/** Tags of ways that any profile reads. */
export const wayKeys = new Set([
  ...['highway', 'route', 'railway', 'public_transport', 'man_made', 'area', 'junction'],
  ...['motorroad', 'impassable', 'smoothness', 'surface', 'tracktype', 'service', 'conveying'],
  ...['cycleway', 'cycleway:left', 'cycleway:right', 'cycleway:both', 'duration'],
  ...['cycleway:oneway', 'cycleway:left:oneway', 'cycleway:right:oneway', 'cycleway:both:oneway'],
  ...[...directed('maxspeed'), 'maxspeed:type'],
  ...accessKeys.flatMap(directed),
  ...all.flatMap((profile) => profile.onewayKeys),
])

/** Tags of nodes likewise. */
export const vertexKeys = new Set([
  ...['barrier', 'bollard', 'locked', 'highway', 'crossing'],
  ...['traffic_signals:direction', 'direction'],
  ...accessKeys,
])
