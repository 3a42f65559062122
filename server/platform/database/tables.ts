/** Generated from a migrated database by `npm run db:types`; do not edit. */
import type { ColumnType, GeneratedAlways } from 'kysely'

/** Read parsed, written as JSON text: `pg` would take an array for one of PostgreSQL's. */
export type Json = ColumnType<unknown, string, string>

/** May be left out of an insert. Kysely's own does not look into a ColumnType. */
export type Generated<T> =
  T extends ColumnType<infer Read, infer Insert, infer Update>
    ? ColumnType<Read, Insert | undefined, Update>
    : ColumnType<T, T | undefined, T>

export interface AbsenceTable {
  person_id: number
  day: string
  reason: string
}

export interface AreaTable {
  id: GeneratedAlways<number>
  code: string
  name: string
  name_en: string | null
  kind: string
  parent_id: number | null
  geom: string
  population: number | null
  population_kind: string | null
  population_year: number | null
  population_source: string | null
  planned_licences: number | null
  valid_from: Generated<string>
  valid_to: string | null
  imported_by: number | null
}

export interface AuditLogTable {
  id: GeneratedAlways<number>
  at: Generated<string>
  person_id: number | null
  action: string
  subject: string | null
  facts: Generated<Json>
  ip: string | null
}

export interface CalendarDayTable {
  day: string
  working: boolean
  name: string | null
}

export interface DeviceTable {
  id: GeneratedAlways<number>
  person_id: number
  name: string
  token_hash: Buffer
  created_at: Generated<string>
  revoked_at: string | null
}

export interface HorizonTable {
  id: GeneratedAlways<number>
  team_id: number
  first_day: string
  last_day: string
  created_by: number | null
  started_at: Generated<string>
  budget_millis: number
  alive_at: Generated<string>
  over_at: string | null
  ending: string | null
  people: number
  people_done: Generated<number>
  best: Json
  node: string | null
}

export interface HorizonPersonTable {
  horizon_id: number
  person_id: number
  rounds: number
  fruitless: number
}

export interface ImportBatchTable {
  id: GeneratedAlways<number>
  kind: string
  file_name: string
  status: Generated<string>
  datum: Generated<string>
  encoding: Generated<string>
  columns: Json
  mapping: Json
  counts: Generated<Json>
  created_by: number | null
  created_at: Generated<string>
  applied_at: string | null
  undone_at: string | null
}

export interface ImportChangeTable {
  batch_id: number
  table_name: string
  row_id: string
  before: Json | null
  after: Json | null
}

export interface ImportRowTable {
  batch_id: number
  line: number
  cells: Json
  record: Json | null
  outcome: string | null
  changes: Generated<Json>
  problems: Generated<Json>
}

export interface LatestPositionTable {
  person_id: number
  fix_at: string
  geom: string
  accuracy_metres: number | null
  speed_mps: number | null
  heading: number | null
  battery: number | null
}

export interface LicenceTable {
  id: GeneratedAlways<number>
  retailer_id: number
  number: string
  valid_from: string | null
  valid_to: string | null
  status: Generated<string>
  imported_by: number | null
}

export interface ObservationTable {
  visit_id: string
  name: string
  value: Json
}

export interface PersonTable {
  id: GeneratedAlways<number>
  code: string
  name: string
  name_en: string | null
  role: string
  team_id: number | null
  login: string | null
  password_hash: string | null
  must_change_password: Generated<boolean>
  active: Generated<boolean>
  start_geom: string | null
  shift_start: Generated<string>
  shift_end: Generated<string>
  break_start: Generated<string>
  break_end: Generated<string>
  break_minutes: Generated<number>
  working_days: Generated<number[]>
  imported_by: number | null
  created_at: Generated<string>
  companion_id: number | null
}

export interface PersonCalendarTable {
  person_id: number
  token_hash: Buffer
  created_at: Generated<string>
}

export interface PersonScopeTable {
  person_id: number
  team_id: number | null
  area_id: number | null
}

export interface PlanTable {
  id: GeneratedAlways<number>
  team_id: number
  day: string
  version: Generated<number>
  status: Generated<string>
  revision: Generated<number>
  profile: string
  travel_source: string
  unassigned: Generated<Json>
  created_by: number | null
  created_at: Generated<string>
  published_by: number | null
  published_at: string | null
  edited_revision: Generated<number>
  name: string | null
  step: Generated<number>
  horizon_id: number | null
}

export interface PlanProposalTable {
  id: GeneratedAlways<number>
  plan_id: number
  made_by: number | null
  made_at: Generated<string>
  edit: Json
  seconds: number
  metres: number
  violations: number
}

export interface PlanReceiptTable {
  plan_id: number
  person_id: number
  seen_at: Generated<string>
}

export interface PlanRunTable {
  plan_id: number
  started_at: Generated<string>
  budget_millis: number
  alive_at: Generated<string>
  resumed: boolean
  ending: string | null
  best: Json
  node: string | null
  before: Json | null
}

export interface PlanSearchTable {
  plan_id: number
  problem_hash: string
  solver_version: string
  search: Json
  revision: number
}

export interface PlanStepTable {
  plan_id: number
  step: number
  kind: string
  facts: Generated<Json>
  person_ids: Generated<number[]>
  made_by: number | null
  made_at: Generated<string>
  tours: Json | null
}

export interface PlanTouchTable {
  plan_id: number
  revision: number
  person_ids: number[]
}

export interface PositionTable {
  person_id: number
  fix_at: string
  geom: string
  accuracy_metres: number | null
  speed_mps: number | null
  heading: number | null
  battery: number | null
  device_id: number | null
  received_at: Generated<string>
}

export interface QuarantinedPositionTable {
  id: GeneratedAlways<number>
  person_id: number
  fix_at: string
  reason: string
  fix: Json
  received_at: Generated<string>
}

export interface ReliefTable {
  id: GeneratedAlways<number>
  plan_id: number
  revision: number
  person_id: number
  helper_id: number
  made_at: string
  offer: Json
}

export interface ReportTable {
  id: Generated<string>
  code: string
  channel: string
  kind: string
  geom: string | null
  source_datum: Generated<string>
  source_lng: number | null
  source_lat: number | null
  address: string | null
  description: Generated<string>
  quantity_cartons: number | null
  occurred_at: string | null
  reported_at: Generated<string>
  status: Generated<string>
  outcome: string | null
  duplicate_of: string | null
  assignee_id: number | null
  area_id: number | null
  revision: Generated<number>
  imported_by: number | null
}

export interface ReportEventTable {
  id: GeneratedAlways<number>
  report_id: string
  at: Generated<string>
  person_id: number | null
  from_status: string | null
  to_status: string
  reason: string | null
  facts: Generated<Json>
}

export interface ReportPlaceTable {
  report_id: string
  retailer_id: number
}

export interface ReporterTable {
  report_id: string
  name: string | null
  contact: string | null
}

export interface RetailerTable {
  id: GeneratedAlways<number>
  code: string
  name: string | null
  address: string | null
  geom: string
  accuracy_metres: number | null
  position_method: Generated<string>
  source_datum: Generated<string>
  source_lng: number
  source_lat: number
  format: Generated<string>
  format_text: string | null
  setting: string | null
  size: string | null
  tier: number | null
  conduct: string | null
  phone: string | null
  manager_id: number | null
  area_id: number | null
  status: Generated<string>
  imported_by: number | null
  created_at: Generated<string>
}

export interface RetailerEntranceTable {
  id: GeneratedAlways<number>
  retailer_id: number
  geom: string
}

export interface RuleSetTable {
  id: GeneratedAlways<number>
  name: string
  valid_from: string
  source_text: string
  rules: Json
}

export interface SchemaMigrationTable {
  name: string
  checksum: string
  applied_at: Generated<string>
}

export interface SearchJobTable {
  id: GeneratedAlways<number>
  problem_hash: string
  version: string
  search: Json
  asked_at: Generated<string>
  asker_alive: Generated<string>
  taken_by: string | null
  taker_alive: string | null
  stopping: Generated<boolean>
  found: Json | null
  ended: Json | null
}

export interface SearchProblemTable {
  hash: string
  document: Buffer
  created_at: Generated<string>
}

export interface SearchWorkerTable {
  id: string
  name: string
  version: string
  threads: number
  started_at: Generated<string>
  alive_at: Generated<string>
}

export interface SensitivePlaceTable {
  id: GeneratedAlways<number>
  code: string
  name: string
  name_en: string | null
  kind: string
  kind_text: string | null
  address: string | null
  geom: string
  source_datum: Generated<string>
  source_lng: number
  source_lat: number
  imported_by: number | null
}

export interface SensitivePlaceGateTable {
  id: GeneratedAlways<number>
  place_id: number
  geom: string
}

export interface SessionTable {
  token_hash: Buffer
  person_id: number
  created_at: Generated<string>
  seen_at: Generated<string>
  expires_at: string
}

export interface SettingTable {
  name: string
  value: Json
  changed_at: Generated<string>
}

export interface StopTable {
  id: GeneratedAlways<number>
  tour_id: number
  position: number
  retailer_id: number
  arrives_at: string
  leaves_at: string
  leg_line: string | null
  leg_seconds: number
  leg_metres: number
  violations: Generated<string[]>
  locks: Generated<string[]>
  lock_person_id: number | null
  lock_at: string | null
  lock_rank: number | null
  over_seconds: Generated<number>
}

export interface TeamTable {
  id: GeneratedAlways<number>
  code: string
  name: string
  name_en: string | null
  imported_by: number | null
}

export interface TourTable {
  id: GeneratedAlways<number>
  plan_id: number
  person_id: number
  start_geom: string
  starts_at: string | null
  ends_at: string | null
  metres: Generated<number>
  travel_seconds: Generated<number>
  home_line: string | null
  home_seconds: number | null
  home_metres: number | null
  companion_id: number | null
}

export interface VisitTable {
  id: string
  retailer_id: number
  person_id: number
  stop_id: number | null
  planned_at: string | null
  arrived_at: string
  left_at: string | null
  outcome: Generated<string>
  skip_reason: string | null
  check_in_geom: string | null
  accuracy_metres: number | null
  distance_metres: number | null
  recorded_at: Generated<string>
  imported_by: number | null
}

export interface VisitLineTable {
  retailer_id: number
  weekdays: Generated<number[]>
  closed_weekdays: Generated<number[]>
  order_weekday: number | null
  delivery_weekday: number | null
  imported_by: number | null
}

export interface VisitPolicyTable {
  id: GeneratedAlways<number>
  name: string
  tier_from: Generated<number>
  tier_to: Generated<number>
  format: string | null
  interval_days: number
  min_gap_days: Generated<number>
  service_minutes: number
  window_start: string | null
  window_end: string | null
  conduct: string | null
  visits: Generated<number>
  weekdays: Generated<number[]>
  same_weekday: Generated<boolean>
  continuity_minutes: Generated<number>
  around: string | null
  pair: Generated<boolean>
}

export interface Tables {
  absence: AbsenceTable
  area: AreaTable
  audit_log: AuditLogTable
  calendar_day: CalendarDayTable
  device: DeviceTable
  horizon: HorizonTable
  horizon_person: HorizonPersonTable
  import_batch: ImportBatchTable
  import_change: ImportChangeTable
  import_row: ImportRowTable
  latest_position: LatestPositionTable
  licence: LicenceTable
  observation: ObservationTable
  person: PersonTable
  person_calendar: PersonCalendarTable
  person_scope: PersonScopeTable
  plan: PlanTable
  plan_proposal: PlanProposalTable
  plan_receipt: PlanReceiptTable
  plan_run: PlanRunTable
  plan_search: PlanSearchTable
  plan_step: PlanStepTable
  plan_touch: PlanTouchTable
  position: PositionTable
  quarantined_position: QuarantinedPositionTable
  relief: ReliefTable
  report: ReportTable
  report_event: ReportEventTable
  report_place: ReportPlaceTable
  reporter: ReporterTable
  retailer: RetailerTable
  retailer_entrance: RetailerEntranceTable
  rule_set: RuleSetTable
  schema_migration: SchemaMigrationTable
  search_job: SearchJobTable
  search_problem: SearchProblemTable
  search_worker: SearchWorkerTable
  sensitive_place: SensitivePlaceTable
  sensitive_place_gate: SensitivePlaceGateTable
  session: SessionTable
  setting: SettingTable
  stop: StopTable
  team: TeamTable
  tour: TourTable
  visit: VisitTable
  visit_line: VisitLineTable
  visit_policy: VisitPolicyTable
}
