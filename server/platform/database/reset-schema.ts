import type { Session } from './session.ts'

/** Drops all that migrations made, leaving what belongs to extensions. */
export async function resetSchema(session: Session): Promise<void> {
  const drops = await session.query<{ sql: string }>(`
    with own as (
      select 'drop ' || case relkind when 'v' then 'view' when 'm' then 'materialized view'
                                     when 'S' then 'sequence' else 'table' end
             || ' if exists ' || c.oid::regclass || ' cascade' as sql, c.oid,
             -- An identity's sequence goes with its table.
             case relkind when 'S' then 2 else 1 end as turn
      from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S')
      union all
      select 'drop routine if exists ' || p.oid::regprocedure || ' cascade', p.oid, 2
      from pg_proc p where pronamespace = 'public'::regnamespace
      union all
      select 'drop type if exists ' || t.oid::regtype || ' cascade', t.oid, 3
      from pg_type t where typnamespace = 'public'::regnamespace and typtype in ('e', 'd')
    )
    select sql from own
    where not exists (select from pg_depend d where d.objid = own.oid and d.deptype = 'e')
    order by turn`)
  for (const { sql } of drops) await session.query(sql)
}
