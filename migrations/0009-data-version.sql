-- Which state of the data a cache was made from. Random, not counted: a number would repeat after a restore or in
-- a new database, and a browser would then keep a tile of the old one. Kept in the table's own transaction, so a
-- reader never sees the new version with the old rows.
create function renew_version() returns trigger language plpgsql as $$
begin
  insert into setting (name, value) values (tg_argv[0], to_jsonb(gen_random_uuid()))
  on conflict (name) do update set value = excluded.value, changed_at = now();
  return null;
end $$;

create trigger retailer_version after insert or update or delete on retailer
  for each statement execute function renew_version('retailers-version');
-- A shop belongs to its manager's team: who sees it changes with the person.
create trigger retailer_team_version after update of team_id on person
  for each statement execute function renew_version('retailers-version');
create trigger area_version after insert or update or delete on area
  for each statement execute function renew_version('areas-version');
