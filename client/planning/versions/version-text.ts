import type { PlanSummary } from '../../../shared/planning.ts'
import { t } from '../words.ts'

/** `Version 7 · draft · before the rain` */
export function versionText({
  version,
  status,
  name,
}: Pick<PlanSummary, 'version' | 'status' | 'name'>): string {
  const plain = t('version.of', { n: version, status: t(`status.${status}`) })
  return name === null ? plain : `${plain} · ${name}`
}
