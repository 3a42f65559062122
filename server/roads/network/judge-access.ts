import type { Tags } from '../../osm/index.ts'
import { lookUp } from './look-up.ts'

/** `local`: visitors and deliveries only. `push`: on foot beside one's wheels. */
export type Access = 'open' | 'local' | 'private' | 'push' | 'closed'

export interface AccessVerdict {
  readonly access: Access
  /** Whether it is said of this way of travelling, not of everybody or by silence. */
  readonly particular: boolean
}

const meanings: Readonly<Record<string, Access>> = {
  yes: 'open',
  designated: 'open',
  permissive: 'open',
  official: 'open',
  public: 'open',
  allowed: 'open',
  optional_sidepath: 'open',
  destination: 'local',
  delivery: 'local',
  customers: 'local',
  permit: 'local',
  residents: 'local',
  visitors: 'local',
  private: 'private',
  dismount: 'push',
  no: 'closed',
  use_sidepath: 'closed',
  agricultural: 'closed',
  forestry: 'closed',
  emergency: 'closed',
  military: 'closed',
  psv: 'closed',
  bus: 'closed',
  hgv: 'closed',
  restricted: 'closed',
}

/**
 * What the tags say about passing, by the particular over the general: of `access=no` and `bicycle=yes` the latter holds
 * for bicycles. Values that mean nothing to us say nothing.
 * @param keys from the general to the particular
 */
export function judgeAccess(
  tags: Tags,
  keys: readonly string[],
  direction?: 'forward' | 'backward',
): AccessVerdict {
  let verdict: AccessVerdict = { access: 'open', particular: false }
  keys.forEach((key, rank) => {
    const here = direction && meaningOf(tags[`${key}:${direction}`])
    const access = here ?? meaningOf(tags[key])
    if (access) verdict = { access, particular: rank > 0 }
  })
  return verdict
}

function meaningOf(value: string | undefined): Access | undefined {
  if (value === undefined) return undefined
  // Of a list the first known word: `agricultural;forestry`.
  for (const word of value.split(';')) {
    const meaning = lookUp(meanings, word.trim())
    if (meaning) return meaning
  }
  return undefined
}
