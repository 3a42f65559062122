import type { Component } from 'svelte'
import type { Role } from '../../shared/auth.ts'

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
  readonly load: () => Promise<{ default: Component }>
}

/** The screens in the order of the rail; Alt+1 opens the first. */
export const screens: readonly Screen[] = []

/** The phone's page (`/m`), without the desk's frame. */
export const phone: (() => Promise<{ default: Component }>) | undefined = undefined

/** Where each role starts. */
export const homeOf: Record<Role, string> = {
  supervisor: '/live',
  manager: '/plan',
  planner: '/licences',
  administrator: '/admin',
  'customer-manager': '/m',
  inspector: '/m',
}

export function screenAt(path: string): Screen | undefined {
  return screens.find((screen) => path === screen.path || path.startsWith(`${screen.path}/`))
}

/** The role's screens in the order of the rail. */
export function screensOf(role: Role): Screen[] {
  return screens.filter((screen) => screen.roles.includes(role))
}

/** The role's start, or its first screen when that does not exist. */
export function homePath(role: Role): string {
  const home = homeOf[role]
  if (home === '/m') return home
  const own = screensOf(role)
  return (own.find((screen) => screen.path === home) ?? own[0])?.path ?? home
}
