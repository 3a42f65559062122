import { i18n } from '../../lib/i18n.svelte.ts'

const SECONDS = 3600

/** 31.5, without its unit. */
export function formatHours(seconds: number): string {
  return (seconds / SECONDS).toLocaleString(i18n.tag, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })
}
