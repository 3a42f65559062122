import CalendarRange from '@lucide/svelte/icons/calendar-range'
import FileBadge from '@lucide/svelte/icons/file-badge'
import Settings from '@lucide/svelte/icons/settings'
import Radio from '@lucide/svelte/icons/radio'
import Siren from '@lucide/svelte/icons/siren'
import Store from '@lucide/svelte/icons/store'
import { deskRoles, type Role } from '../../shared/auth.ts'
import type { Screen } from '../frame/screen.ts'
import { planKeys } from './plan-keys.ts'
import { t } from './words.ts'

/** The screens in the order of the rail; Alt+1 opens the first. */
export const screens: readonly Screen[] = [
  {
    path: '/live',
    key: 'l',
    icon: Radio,
    title: () => t('live'),
    roles: ['supervisor', 'manager', 'administrator'],
    scope: 'team-day',
    load: () => import('./live/LiveScreen.svelte'),
  },
  {
    path: '/plan',
    key: 'p',
    icon: CalendarRange,
    title: () => t('plan'),
    roles: deskRoles,
    scope: 'team-day',
    keys: planKeys,
    load: () => import('./plan/PlanScreen.svelte'),
  },
  {
    path: '/licences',
    key: 'c',
    icon: FileBadge,
    title: () => t('licences'),
    roles: deskRoles,
    scope: 'none',
    load: () => import('./licences/LicencesScreen.svelte'),
  },
  {
    path: '/reports',
    key: 'r',
    icon: Siren,
    title: () => t('reports'),
    roles: deskRoles,
    scope: 'none',
    load: () => import('./reports/ReportsScreen.svelte'),
  },
  {
    path: '/retailers',
    key: 's',
    icon: Store,
    title: () => t('retailers'),
    roles: deskRoles,
    scope: 'none',
    load: () => import('./retailers/RetailersScreen.svelte'),
  },
  {
    path: '/admin',
    key: 'a',
    icon: Settings,
    title: () => t('admin'),
    roles: deskRoles,
    scope: 'none',
    load: () => import('./admin/AdminScreen.svelte'),
  },
]

/** The phone's page (`/m`), without the desk's frame. */
export const phone = () => import('./phone/PhoneScreen.svelte')

/** Where each role starts. */
export const homeOf: Record<Role, string> = {
  supervisor: '/live',
  manager: '/plan',
  planner: '/licences',
  administrator: '/admin',
  'customer-manager': '/m',
  inspector: '/m',
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
