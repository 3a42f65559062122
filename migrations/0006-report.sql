-- A lead about an unlicensed seller. Never deleted: case files cite its code.
create table report (
  id            uuid primary key default gen_random_uuid(),
  code          text not null unique,
  channel       text not null check (channel in
                ('phone-12313', 'phone-12345', 'patrol', 'public', 'partner', 'import')),
  kind          text not null check (kind in
                ('unlicensed-shop', 'unlicensed-stall', 'online', 'counterfeit', 'other')),
  -- Null when only an address is known.
  geom          geometry(Point, 4326),
  source_datum  text not null default 'WGS-84',
  source_lng    double precision,
  source_lat    double precision,
  address       text,
  description   text not null default '' check (length(description) <= 2000),
  quantity_cartons integer check (quantity_cartons >= 0),
  occurred_at   timestamptz,
  reported_at   timestamptz not null default now(),
  status        text not null default 'submitted' check (status in
                ('submitted', 'accepted', 'rejected', 'duplicate', 'assigned', 'on-site', 'verified', 'closed')),
  outcome       text check (outcome in
                ('not-found', 'licensed-after-all', 'guided-to-apply', 'warned',
                 'transferred-market-regulation', 'case-opened', 'transferred-police')),
  duplicate_of  uuid references report deferrable,
  assignee_id   integer references person deferrable,
  area_id       integer references area deferrable,
  revision      integer not null default 1,
  imported_by   integer references import_batch deferrable,
  check (geom is not null or address is not null)
);
create index report_geom on report using gist (geom);
create index report_open on report (status, reported_at desc) where status not in ('closed', 'rejected', 'duplicate');

-- Every step: who, when, what, why. Append-only: the evidence chain rests on it.
create table report_event (
  id          integer primary key generated always as identity,
  report_id   uuid not null references report on delete cascade deferrable,
  at          timestamptz not null default now(),
  person_id   integer references person deferrable,
  from_status text,
  to_status   text not null,
  reason      text,
  facts       jsonb not null default '{}'
);
create index report_event_report on report_event (report_id, id);

-- Who reported: readable by the intake role only, every reading logged.
create table reporter (
  report_id uuid primary key references report on delete cascade deferrable,
  name      text,
  contact   text
);
