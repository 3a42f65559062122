import { defineWords } from '../lib/i18n.svelte.ts'

/** The names of the screens, for the rail and the top bar. */
export const t = defineWords(
  {
    live: '实时',
    plan: '计划',
    licences: '许可',
    reports: '线索',
    retailers: '零售户',
    admin: '管理',
  },
  {
    live: 'Live',
    plan: 'Plan',
    licences: 'Licences',
    reports: 'Reports',
    retailers: 'Shops',
    admin: 'Admin',
  },
)
