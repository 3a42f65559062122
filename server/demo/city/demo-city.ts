import type { FeatureCollection, Polygon } from 'geojson'
import type { Role } from '../../../shared/auth.ts'
import type { Format } from '../../../shared/retailers.ts'
import type { ReportOutcome, ReportStatus } from '../../../shared/reports.ts'
import type { OsmDocument } from './osm-draft.ts'

/** Everything the demo needs, as plain rows whose names are the import's field names. WGS-84. */
export interface DemoCity {
  readonly name: string
  readonly nameEn: string
  readonly areas: FeatureCollection<Polygon, AreaRow>
  /** Streets, ground, buildings and names. */
  readonly map: OsmDocument
  readonly retailers: readonly RetailerRow[]
  readonly places: readonly PlaceRow[]
  readonly teams: readonly TeamRow[]
  readonly people: readonly PersonRow[]
  readonly visits: readonly VisitRow[]
  readonly reports: readonly ReportRow[]
  readonly policies: readonly PolicyRow[]
  readonly ruleSet: RuleSet
}

export interface AreaRow {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly kind: 'city' | 'district' | 'cell'
  readonly parentCode: string | null
  /** Null when nobody counted; of a district and the city the sum of what was counted. */
  readonly population: number | null
  readonly populationKind: 'resident'
  readonly populationYear: number
  readonly populationSource: string
  readonly plannedLicences: number
}

export interface RetailerRow {
  readonly code: string
  readonly name: string
  readonly nameEn: null
  readonly address: string
  readonly lng: number
  readonly lat: number
  readonly accuracyMetres: number
  readonly positionMethod: 'surveyed' | 'check-in' | 'geocoded'
  readonly format: Format
  readonly setting: 'urban' | 'rural'
  readonly size: 'large' | 'medium' | 'small'
  /** 1–30, 30 is the best. */
  readonly tier: number
  readonly conduct: 'A' | 'B' | 'C' | 'D'
  readonly licenceNo: string
  readonly licenceFrom: string
  readonly licenceTo: string
  readonly status: 'active' | 'suspended' | 'closed'
  readonly managerCode: string
  readonly phone: null
}

export type PlaceKind = 'kindergarten' | 'primary' | 'middle' | 'high' | 'vocational' | 'university'

export interface PlaceRow {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly kind: PlaceKind
  readonly address: string
  readonly lng: number
  readonly lat: number
  readonly gates: readonly (readonly [number, number])[]
}

export interface TeamRow {
  readonly code: string
  readonly name: string
  readonly nameEn: string
}

export interface PersonRow {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly role: Role
  /** Null for those who work city-wide. */
  readonly teamCode: string | null
  readonly areaCodes: readonly string[]
  readonly login: string
  readonly startLng: number
  readonly startLat: number
  readonly shiftStart: string
  readonly shiftEnd: string
}

export interface VisitRow {
  readonly retailerCode: string
  readonly personCode: string
  readonly plannedAt: string
  readonly arrivedAt: string
  /** Null when the visit was skipped at the door. */
  readonly leftAt: string | null
  readonly outcome: 'done' | 'skipped'
  readonly skipReason: 'closed' | 'absent' | 'refused' | 'no-time' | null
  readonly observations: {
    readonly stockCartons?: number
    readonly satisfaction?: number
    readonly priceIndex?: number
  }
}

export interface ReportRow {
  readonly code: string
  readonly channel: 'phone-12313' | 'phone-12345' | 'patrol' | 'public' | 'partner'
  readonly kind: 'unlicensed-shop' | 'unlicensed-stall' | 'online' | 'counterfeit' | 'other'
  readonly reportedAt: string
  readonly occurredAt: string
  readonly lng: number
  readonly lat: number
  readonly address: string
  readonly description: string
  readonly quantityCartons: number | null
  readonly status: ReportStatus
  readonly outcome: ReportOutcome | null
  readonly assigneeCode: string | null
}

export interface PolicyRow {
  readonly name: string
  readonly tierFrom: number
  readonly tierTo: number
  readonly intervalDays: number
  readonly minGapDays: number
  readonly serviceMinutes: number
}

export interface RuleSet {
  readonly name: string
  readonly validFrom: string
  readonly sourceText: string
  readonly spacingMetres: { readonly urban: number; readonly rural: number }
  readonly schoolMetres: Readonly<Record<PlaceKind, number>>
  readonly quotaPerThousand: number
}
