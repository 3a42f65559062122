import { Type, type Static } from 'typebox'
import { Role } from './auth.ts'
import { LngLat } from './geo.ts'
import { Nullable } from './schema.ts'
import { TimeOfDay } from './time.ts'

export const Team = Type.Object({
  id: Type.Integer(),
  code: Type.String(),
  name: Type.String(),
  nameEn: Nullable(Type.String()),
})
export type Team = Static<typeof Team>

export const Person = Type.Object({
  id: Type.Integer(),
  code: Type.String(),
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  role: Role,
  teamId: Nullable(Type.Integer()),
  login: Nullable(Type.String()),
  active: Type.Boolean(),
  /** The inspector who goes along on this customer manager's tours. */
  companionId: Nullable(Type.Integer()),
  start: Nullable(LngLat),
  shiftStart: TimeOfDay,
  shiftEnd: TimeOfDay,
})
export type Person = Static<typeof Person>

export const NewPerson = Type.Object({
  code: Type.String({ minLength: 1, maxLength: 50 }),
  name: Type.String({ minLength: 1, maxLength: 100 }),
  nameEn: Type.Optional(Type.String({ maxLength: 100 })),
  role: Role,
  teamId: Type.Optional(Type.Integer()),
  login: Type.Optional(Type.String({ minLength: 3, maxLength: 100 })),
  /** Sees all teams and areas; otherwise the own team and what is granted. */
  everything: Type.Optional(Type.Boolean()),
  areaIds: Type.Optional(Type.Array(Type.Integer(), { maxItems: 1000 })),
  start: Type.Optional(LngLat),
})
export type NewPerson = Static<typeof NewPerson>

/** What an administrator changes; an absent field stays. `teamId` null takes the person out of every team. */
export const PersonChange = Type.Object({
  active: Type.Optional(Type.Boolean()),
  teamId: Type.Optional(Nullable(Type.Integer())),
  role: Type.Optional(Role),
  /** For somebody who could not sign in before; send it with `resetPassword`. */
  login: Type.Optional(Type.String({ minLength: 3, maxLength: 100 })),
  resetPassword: Type.Optional(Type.Literal(true)),
})
export type PersonChange = Static<typeof PersonChange>

/** Who goes along from now on; null: nobody. */
export const CompanionChange = Type.Object({ companionId: Nullable(Type.Integer()) })

/** The answer that shows a secret once: it is stored only as a hash. */
export const PersonCreated = Type.Object({
  person: Person,
  oneTimePassword: Nullable(Type.String()),
})
export type PersonCreated = Static<typeof PersonCreated>

export const Device = Type.Object({
  id: Type.Integer(),
  personId: Type.Integer(),
  name: Type.String(),
  createdAt: Type.String(),
})
export type Device = Static<typeof Device>

export const DeviceCreated = Type.Object({ device: Device, token: Type.String() })
export type DeviceCreated = Static<typeof DeviceCreated>
