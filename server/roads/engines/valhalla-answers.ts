import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Nullable } from '../../../shared/schema.ts'

/** What Valhalla answers, as far as it is read. Lengths are kilometres: they are asked for and checked. */
const kilometers = Type.Literal('kilometers')
const Cells = Type.Array(Type.Array(Nullable(Type.Number())))
const Edge = Type.Object({ correlated_lat: Type.Number(), correlated_lon: Type.Number() })

export type ValhallaEdge = Type.Static<typeof Edge>

export const Located = Compile(Type.Array(Type.Object({ edges: Nullable(Type.Array(Edge)) })))

export const Matrix = Compile(
  Type.Object({
    units: kilometers,
    sources_to_targets: Type.Object({ durations: Cells, distances: Cells }),
  }),
)

export const Trip = Compile(
  Type.Object({
    trip: Type.Object({
      units: kilometers,
      legs: Type.Array(
        Type.Object({
          shape: Type.String(),
          summary: Type.Object({ time: Type.Number(), length: Type.Number() }),
        }),
      ),
    }),
  }),
)

export const Refusal = Compile(Type.Object({ error_code: Type.Integer(), error: Type.String() }))
