import type { TierEffect } from '../../shared/policy-effect.ts'
import type { NewPolicy } from './judge-policies.ts'

/** Neighbouring tiers that all policies treat alike, summed. */
export interface TierBand extends TierEffect {
  /** The lowest of them; `tier` is the highest. */
  readonly from: number
}

/** The effect by the tiers that policies name, the highest first. */
export function tierBands(
  tiers: readonly TierEffect[],
  policies: readonly Pick<NewPolicy, 'tierFrom' | 'tierTo'>[],
): TierBand[] {
  // A band ends below a tier at which some policy begins, or behind one at which some policy ends.
  const floors = new Set(policies.flatMap(({ tierFrom, tierTo }) => [tierFrom, tierTo + 1]))
  const bands: TierBand[] = []
  for (const one of tiers.toSorted((a, b) => b.tier - a.tier)) {
    const last = bands.at(-1)
    const cuts = [...floors].some((floor) => last && one.tier < floor && floor <= last.from)
    if (last && !cuts) bands[bands.length - 1] = { ...sum(last, one), from: one.tier }
    else bands.push({ ...one, from: one.tier })
  }
  return bands
}

/** All tiers together. */
export function sumOfTiers(tiers: readonly TierEffect[]): TierEffect | undefined {
  const [first, ...others] = tiers
  return first && others.reduce(sum, first)
}

function sum(a: TierEffect, b: TierEffect): TierEffect {
  const add = (side: 'before' | 'after') => ({
    visits: a[side].visits + b[side].visits,
    minutes: a[side].minutes + b[side].minutes,
    uncovered: a[side].uncovered + b[side].uncovered,
  })
  return { tier: a.tier, shops: a.shops + b.shops, before: add('before'), after: add('after') }
}
