import { Type, type Static } from 'typebox'
import { Nullable } from './schema.ts'

export const roles = [
  'supervisor',
  'manager',
  'planner',
  'customer-manager',
  'inspector',
  'administrator',
] as const
export const Role = Type.Enum(roles)
export type Role = (typeof roles)[number]

/** People whose day has a tour. */
export const fieldRoles = ['customer-manager', 'inspector'] as const satisfies Role[]
/** People who work at a desk with the map. */
export const deskRoles = [
  'supervisor',
  'manager',
  'planner',
  'administrator',
] as const satisfies Role[]

/** What a person may see. Area ids include every area below the granted ones. */
export const Scope = Type.Object({
  everything: Type.Boolean(),
  teamIds: Type.Array(Type.Integer()),
  areaIds: Type.Array(Type.Integer()),
})
export type Scope = Static<typeof Scope>

export const Me = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  role: Role,
  teamId: Nullable(Type.Integer()),
  scope: Scope,
  mustChangePassword: Type.Boolean(),
})
export type Me = Static<typeof Me>

export const SignIn = Type.Object({
  login: Type.String({ minLength: 1, maxLength: 100 }),
  password: Type.String({ minLength: 1, maxLength: 200 }),
})
export type SignIn = Static<typeof SignIn>

export const NewPassword = Type.Object({
  current: Type.String({ minLength: 1, maxLength: 200 }),
  next: Type.String({ minLength: 12, maxLength: 200 }),
})
export type NewPassword = Static<typeof NewPassword>

/** What the page must know before anybody has signed in. */
export const Installation = Type.Object({
  version: Type.String(),
  /** IANA name; every day and time of day is of this zone. */
  timeZone: Type.String(),
  /** No area and no retailer yet: the first page offers the demo city. */
  empty: Type.Boolean(),
  /** The fictional city is loaded: one click per role signs in, from this machine only. */
  demo: Type.Boolean(),
  /** Whether this caller may load the demo city (an empty database, from this machine). */
  mayLoadDemo: Type.Boolean(),
  /** Progress of loading the demo city, when it is under way. */
  loading: Nullable(
    Type.Object({ step: Type.String(), done: Type.Integer(), total: Type.Integer() }),
  ),
  /** Why the last attempt to load it failed, until the next one. */
  loadingFailed: Nullable(Type.String()),
})
export type Installation = Static<typeof Installation>

/** In demo mode, from this machine: be the first person with that role, or that person. */
export const DemoSignIn = Type.Object({ role: Role, personId: Type.Optional(Type.Integer()) })
export type DemoSignIn = Static<typeof DemoSignIn>
