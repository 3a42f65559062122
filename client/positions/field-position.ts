import type { LngLat } from '../../shared/geo.ts'

/** Where somebody was at their latest fix. */
export interface FieldPosition {
  readonly at: LngLat
  /** Milliseconds of the field's clock. */
  readonly fixAt: number
  readonly accuracyMetres: number | null
  readonly speedMps: number | null
  /** Degrees clockwise from north. */
  readonly heading: number | null
  /** 0…1 */
  readonly battery: number | null
}
