import { CompiledQuery, type Kysely } from 'kysely'
import type { ClientBase } from 'pg'
import type { Tables } from './tables.ts'

/** One connection, for SQL that is text: schema work, where Kysely's types know nothing yet. */
export interface Session {
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>
}

export const onClient = (client: ClientBase): Session => ({
  query: async <Row>(sql: string, parameters?: readonly unknown[]) => {
    const { rows } = await client.query(sql, parameters && [...parameters])
    return rows as Row[]
  },
})

/** @param transaction also what runs several statements must be one, for a pool lends another connection each time */
export const onTransaction = (transaction: Kysely<Tables>): Session => ({
  query: async <Row>(sql: string, parameters: readonly unknown[] = []) => {
    const { rows } = await transaction.executeQuery(CompiledQuery.raw(sql, [...parameters]))
    return rows as Row[]
  },
})
