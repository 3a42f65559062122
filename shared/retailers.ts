import { Type, type Static } from 'typebox'
import { Datum, LngLat } from './geo.ts'
import { Nullable } from './schema.ts'
import { Day, Instant, Weekday, Weekdays } from './time.ts'
import { Visit } from './visits.ts'

export const formats = [
  'mall',
  'supermarket',
  'convenience',
  'tobacco-liquor',
  'grocery',
  'entertainment',
  'other',
] as const
export const Format = Type.Enum(formats)
export type Format = (typeof formats)[number]

export const settings = ['urban', 'rural'] as const
export const sizes = ['large', 'medium', 'small'] as const
export const conducts = ['A', 'B', 'C', 'D'] as const
export type Conduct = (typeof conducts)[number]
export const retailerStatuses = ['active', 'suspended', 'closed'] as const
export const positionMethods = ['imported', 'surveyed', 'check-in', 'geocoded', 'moved'] as const

/** One row of the retailer table. `name` may be unknown; then the address stands for it. */
export const Retailer = Type.Object({
  id: Type.Integer(),
  code: Type.String(),
  name: Nullable(Type.String()),
  address: Nullable(Type.String()),
  at: LngLat,
  format: Format,
  setting: Nullable(Type.Enum(settings)),
  size: Nullable(Type.Enum(sizes)),
  tier: Nullable(Type.Integer()),
  conduct: Nullable(Type.Enum(conducts)),
  status: Type.Enum(retailerStatuses),
  managerId: Nullable(Type.Integer()),
  areaId: Nullable(Type.Integer()),
  licenceNumber: Nullable(Type.String()),
  licenceValidTo: Nullable(Day),
  lastVisitAt: Nullable(Instant),
})
export type Retailer = Static<typeof Retailer>

export const Licence = Type.Object({
  id: Type.Integer(),
  number: Type.String(),
  validFrom: Nullable(Day),
  validTo: Nullable(Day),
  status: Type.Enum(['valid', 'suspended', 'cancelled', 'expired']),
})
export type Licence = Static<typeof Licence>

/** On which days of the week a shop is visited, closed, orders and is delivered to. */
export const RetailerWeek = Type.Object({
  /** The fixed line (固定线路): when its customer manager usually comes; none: no fixed day. */
  usualWeekdays: Weekdays,
  closedWeekdays: Weekdays,
  orderWeekday: Nullable(Weekday),
  deliveryWeekday: Nullable(Weekday),
})
export type RetailerWeek = Static<typeof RetailerWeek>

/** Everything the profile drawer shows. */
export const RetailerProfile = Type.Object({
  retailer: Retailer,
  phone: Nullable(Type.String()),
  week: RetailerWeek,
  position: Type.Object({
    method: Type.Enum(positionMethods),
    accuracyMetres: Nullable(Type.Number()),
    sourceDatum: Datum,
    source: Type.Tuple([Type.Number(), Type.Number()]),
  }),
  licences: Type.Array(Licence),
  /** Newest first, at most 50. */
  visits: Type.Array(Visit),
})
export type RetailerProfile = Static<typeof RetailerProfile>

/** Another licensed shop and how far it is, between the nearest two of their entrances: what spacing rules ask for. */
export const Neighbour = Type.Object({
  id: Type.Integer(),
  name: Nullable(Type.String()),
  address: Nullable(Type.String()),
  at: LngLat,
  /** On foot along streets; null when nobody can walk there. */
  metres: Nullable(Type.Integer()),
  /** One of the two has no street near: `metres` are estimated. */
  estimated: Type.Boolean(),
  straightMetres: Type.Integer(),
})
export type Neighbour = Static<typeof Neighbour>

export const NeighbourSearch = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
})

export const retailerOrders = ['name', 'code', 'tier', 'lastVisitAt'] as const

export const RetailerSearch = Type.Object({
  /** Part of a name, address, code or licence number. */
  q: Type.Optional(Type.String({ maxLength: 100 })),
  areaId: Type.Optional(Type.Integer()),
  managerId: Type.Optional(Type.Integer()),
  format: Type.Optional(Format),
  status: Type.Optional(Type.Enum(retailerStatuses)),
  /** Only these, with commas between them. */
  ids: Type.Optional(Type.String({ pattern: '^\\d{1,9}(,\\d{1,9})*$', maxLength: 8000 })),
  /** Only those whose point lies outside every area. */
  outsideAreas: Type.Optional(Type.Boolean()),
  order: Type.Optional(Type.Enum(retailerOrders)),
  descending: Type.Optional(Type.Boolean()),
  offset: Type.Optional(Type.Integer({ minimum: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
})
export type RetailerSearch = Static<typeof RetailerSearch>

const tier = Nullable(Type.Integer({ minimum: 1, maximum: 30 }))
const conduct = Nullable(Type.Enum(conducts))

/** What may be set for many shops at once. `managerId` null: nobody visits them. */
export const RetailerFacts = Type.Object({
  managerId: Type.Optional(Nullable(Type.Integer())),
  tier: Type.Optional(tier),
  conduct: Type.Optional(conduct),
  ...Type.Partial(RetailerWeek).properties,
})
export type RetailerFacts = Static<typeof RetailerFacts>

/** So many shops are changed at once at most. */
export const MOST_EDITED = 5000

const shops = Type.Array(Type.Integer(), { minItems: 1, maxItems: MOST_EDITED })

/** Sets the same for some shops. */
export const RetailerEdit = Type.Object({
  retailerIds: shops,
  set: RetailerFacts,
  /** Only if that is what they are like now: to take back one's own change and nobody else's. */
  was: Type.Optional(RetailerFacts),
})
export type RetailerEdit = Static<typeof RetailerEdit>

/** All of them or none. */
export const RetailerEdits = Type.Object({
  edits: Type.Array(RetailerEdit, { minItems: 1, maxItems: 1000 }),
})
export type RetailerEdits = Static<typeof RetailerEdits>

export const RetailersEdited = Type.Object({
  /** Shops that are not as they were. */
  changed: Type.Integer(),
  /** Edits that take it back. */
  undo: Type.Array(RetailerEdit),
})
export type RetailersEdited = Static<typeof RetailersEdited>

export const RetailerChoice = Type.Object({ retailerIds: shops })

/** How chosen shops divide, the largest groups first. */
export const RetailerGroups = Type.Object({
  shops: Type.Integer(),
  tiers: Type.Array(Type.Object({ tier, shops: Type.Integer() })),
  managers: Type.Array(Type.Object({ managerId: Nullable(Type.Integer()), shops: Type.Integer() })),
})
export type RetailerGroups = Static<typeof RetailerGroups>

/** An area drawn by hand: its corners in order, the last joined to the first. */
export const Ring = Type.Object({
  ring: Type.Array(LngLat, { minItems: 3, maxItems: 2000 }),
})

/** The shops inside, of which at most `MOST_EDITED` are named. */
export const RetailersInside = Type.Object({
  total: Type.Integer(),
  retailerIds: Type.Array(Type.Integer()),
})
export type RetailersInside = Static<typeof RetailersInside>
