/** The zoom from which a kind is worth its bytes; what is not named starts where its layer says. */
const streets: Record<string, number> = {
  motorway: 6,
  trunk: 6,
  primary: 6,
  secondary: 10,
  tertiary: 11,
  residential: 13,
  unclassified: 13,
  living_street: 13,
  pedestrian: 13,
  service: 14,
  track: 14,
}
const labels: Record<string, number> = {
  city: 4,
  town: 7,
  district: 9,
  village: 11,
  suburb: 10,
}
const waterLines: Record<string, number> = { river: 6, canal: 9 }

const layers: Record<string, { kinds?: Record<string, number>; other: number }> = {
  land: { other: 6 },
  water: { other: 0 },
  water_lines: { kinds: waterLines, other: 13 },
  streets: { kinds: streets, other: 15 },
  bridges: { other: 13 },
  rail: { kinds: { rail: 9 }, other: 12 },
  buildings: { other: 14 },
  place_labels: { kinds: labels, other: 12 },
}

/** @param kind of the Shortbread schema; '' when it has none. A slip road (`…_link`) appears with its road. */
export function minZoomOf(layer: string, kind: string): number {
  const rule = layers[layer]
  if (!rule) return 0
  return rule.kinds?.[kind.replace(/_link$/, '')] ?? rule.other
}
