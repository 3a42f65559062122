-- How often a shop is due, by tier. The narrowest matching policy wins (fewest tiers, then lowest id).
create table visit_policy (
  id              integer primary key generated always as identity,
  name            text not null unique,
  tier_from       smallint not null default 1,
  tier_to         smallint not null default 30,
  format          text,
  interval_days   smallint not null check (interval_days > 0),
  min_gap_days    smallint not null default 0 check (min_gap_days >= 0),
  service_minutes smallint not null check (service_minutes > 0),
  window_start    time,
  window_end      time,
  check (tier_to >= tier_from)
);

-- All tours of a team on a day. At most one is published; a published plan is never edited, the next version replaces it.
create table plan (
  id           integer primary key generated always as identity,
  team_id      integer not null references team deferrable,
  day          date not null,
  version      integer not null default 1,
  status       text not null default 'draft' check (status in ('draft', 'published', 'replaced')),
  -- Raised by every change; a writer names the revision it saw, so that nobody overwrites unseen work.
  revision     integer not null default 1,
  -- What people travel by, and where times and distances of its legs come from.
  profile       text not null check (profile in ('car', 'e-bike', 'foot')),
  travel_source text not null check (travel_source in ('roads', 'mixed', 'estimate')),
  unassigned   jsonb not null default '[]',
  created_by   integer references person deferrable,
  created_at   timestamptz not null default now(),
  published_by integer references person deferrable,
  published_at timestamptz,
  unique (team_id, day, version)
);
create unique index plan_published on plan (team_id, day) where status = 'published';

create table tour (
  id        integer primary key generated always as identity,
  plan_id   integer not null references plan on delete cascade deferrable,
  person_id integer not null references person deferrable,
  -- Where it begins and ends: the person's start point then, or the middle of their due shops.
  start_geom geometry(Point, 4326) not null,
  starts_at timestamptz,
  ends_at   timestamptz,
  metres    integer not null default 0,
  travel_seconds integer not null default 0,
  -- The way back from the last stop; nothing without stops. Its line as in stop.
  home_line    text,
  home_seconds integer,
  home_metres  integer,
  unique (plan_id, person_id)
);

create table stop (
  id          integer primary key generated always as identity,
  tour_id     integer not null references tour on delete cascade deferrable,
  position    smallint not null,
  retailer_id integer not null references retailer deferrable,
  arrives_at  timestamptz not null,
  leaves_at   timestamptz not null,
  -- The way there as it was planned, kept when the streets known change: a polyline of 6 decimals, for
  -- ST_LineFromEncodedPolyline(leg_line, 6). Without it the leg is an estimate.
  leg_line    text,
  leg_seconds integer not null,
  leg_metres  integer not null,
  -- Rules the stop breaks since somebody moved it there by hand ('WINDOW', 'SHIFT_FULL', …).
  violations  text[] not null default '{}',
  unique (tour_id, position) deferrable,
  unique (tour_id, retailer_id)
);

-- What happened: made by a phone (id chosen there, so that a repeat stores nothing twice) or imported.
create table visit (
  id           uuid primary key,
  retailer_id  integer not null references retailer deferrable,
  person_id    integer not null references person deferrable,
  stop_id      integer references stop on delete set null deferrable,
  planned_at   timestamptz,
  arrived_at   timestamptz not null,
  left_at      timestamptz,
  outcome      text not null default 'open' check (outcome in ('open', 'done', 'skipped')),
  skip_reason  text,
  -- Where the phone was at check-in, and how far from the shop: shown, never a reason to refuse.
  check_in_geom   geometry(Point, 4326),
  accuracy_metres real,
  distance_metres real,
  recorded_at  timestamptz not null default now(),
  imported_by  integer references import_batch deferrable,
  check (left_at is null or left_at >= arrived_at)
);
create index visit_retailer on visit (retailer_id, arrived_at desc);
create index visit_person on visit (person_id, arrived_at desc);
create unique index visit_stop on visit (stop_id) where stop_id is not null;
create unique index visit_seen_once on visit (retailer_id, person_id, arrived_at);

-- One measured or asked fact of a visit, by the contract's name (stockCartons, satisfaction, priceIndex …).
create table observation (
  visit_id uuid not null references visit on delete cascade deferrable,
  name     text not null,
  value    jsonb not null,
  primary key (visit_id, name)
);
