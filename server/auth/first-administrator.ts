import { sql } from 'kysely'
import type { Db } from '../platform/database/index.ts'
import { hashPassword, oneTimePassword } from './passwords.ts'
import { administratorCanSignIn } from './queries.ts'

/**
 * Makes sure somebody can administer a fresh installation.
 * @returns the login and its one-time password when the account was made now, to print once
 */
export async function ensureAdministrator(
  db: Db,
): Promise<{ login: string; password: string } | undefined> {
  if (await administratorCanSignIn(db).executeTakeFirst()) return undefined
  const login = 'admin'
  const password = oneTimePassword()
  const hash = await hashPassword(password)
  await db.transaction().execute(async (trx) => {
    const { id } = await trx
      .insertInto('person')
      .values({
        code: login,
        name: '管理员',
        name_en: 'Administrator',
        role: 'administrator',
        login,
        password_hash: hash,
        must_change_password: true,
      })
      .onConflict((conflict) =>
        conflict.column('login').doUpdateSet({
          password_hash: hash,
          must_change_password: true,
          active: true,
          role: 'administrator',
        }),
      )
      .returning('id')
      .executeTakeFirstOrThrow()
    await sql`insert into person_scope (person_id) values (${id}) on conflict do nothing`.execute(
      trx,
    )
  })
  return { login, password }
}
