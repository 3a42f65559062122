import type { Component } from 'svelte'
import type { Role } from '../../shared/auth.ts'

/** Keys pressed together, and what they do. */
export interface KeyMeaning {
  readonly keys: readonly string[]
  readonly meaning: string
}

/** A screen of the desk, as the rail, the top bar and the keys know it. */
export interface Screen {
  /** First segment of the path: `/live`. */
  readonly path: `/${string}`
  /** The letter after `g` that opens it. */
  readonly key: string
  readonly icon: Component<{ size?: number | string }>
  /** Its name in the chosen language. */
  readonly title: () => string
  readonly roles: readonly Role[]
  /** Whether it belongs to a team and a day, which the top bar then offers to choose. */
  readonly scope: 'team-day' | 'team' | 'none'
  /** Its own keys, for the sheet that `?` opens. */
  readonly keys?: () => readonly KeyMeaning[]
  readonly load: () => Promise<{ default: Component }>
}

export function screenAt(screens: readonly Screen[], path: string): Screen | undefined {
  return screens.find((screen) => path === screen.path || path.startsWith(`${screen.path}/`))
}
