import type { ProfileName } from '../../shared/roads.ts'

/** Names that programs know ways of travelling by. */
export const profilesByName: Readonly<Record<string, ProfileName>> = {
  car: 'car',
  driving: 'car',
  bike: 'e-bike',
  bicycle: 'e-bike',
  cycling: 'e-bike',
  'e-bike': 'e-bike',
  foot: 'foot',
  walking: 'foot',
}

export function findProfile(name: string): ProfileName | undefined {
  return Object.hasOwn(profilesByName, name) ? profilesByName[name] : undefined
}
