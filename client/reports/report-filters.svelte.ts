import {
  isSettled,
  reportStatuses,
  settledStatuses,
  type ReportSearch,
  type ReportStatus,
} from '../../shared/reports.ts'
import { url } from '../lib/url.svelte.ts'

export type ReportTab = 'open' | 'all' | ReportStatus
/** What is open and all, then in the order a report goes through them; what is settled comes last. */
export const reportTabs: readonly ReportTab[] = [
  'open',
  'all',
  ...reportStatuses.filter((status) => !isSettled(status)),
  ...settledStatuses,
]

/** Which reports are listed and drawn; the address keeps the choice. */
export const filters = {
  get tab(): ReportTab {
    return reportTabs.find((tab) => tab === url.query('tab')) ?? 'open'
  },
  get q(): string {
    return url.query('q') ?? ''
  },
  get search(): ReportSearch {
    const { tab, q } = this
    return {
      ...(tab === 'open' ? { open: true } : tab === 'all' ? {} : { status: tab }),
      ...(q ? { q } : {}),
    }
  },
  chooseTab(tab: ReportTab): void {
    url.patch({ tab: tab === 'open' ? undefined : tab })
  },
  seek(q: string): void {
    url.patch({ q: q.trim() || undefined })
  },
}
