-- Who did or looked at what. Append-only.
create table audit_log (
  id        integer primary key generated always as identity,
  at        timestamptz not null default now(),
  person_id integer references person deferrable,
  action    text not null,
  subject   text,
  facts     jsonb not null default '{}',
  ip        inet
);
create index audit_log_at on audit_log (at);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger audit_log_append_only before update or delete on audit_log
  for each row execute function refuse_change();
create trigger report_event_append_only before update on report_event
  for each row execute function refuse_change();
