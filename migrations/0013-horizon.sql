-- Policies say more: for whom (class), how often in a period, and on which days it suits best.
alter table visit_policy
  add column conduct      text check (conduct in ('A', 'B', 'C', 'D')),
  -- So many visits, evenly, in every `interval_days`.
  add column visits       smallint not null default 1 check (visits > 0),
  -- Preferred days of the week, 1 = Monday; none: all alike.
  add column weekdays     smallint[] not null default '{}',
  add column same_weekday boolean not null default false,
  -- What a visit on another than the usual weekday must save at least.
  add column continuity_minutes smallint not null default 20 check (continuity_minutes >= 0),
  -- Best on the two days before the shop's order day, after it, or after its delivery.
  add column around       text check (around in ('before-order', 'after-order', 'after-delivery')),
  add check (visits <= interval_days);

-- The rhythm of a shop. Apart from the shop itself, so that fingerprints of imported shops stay what they were.
create table visit_line (
  retailer_id      integer primary key references retailer on delete cascade deferrable,
  -- The fixed line (固定线路): when its customer manager usually comes, 1 = Monday; none: no fixed day.
  weekdays         smallint[] not null default '{}',
  closed_weekdays  smallint[] not null default '{}',
  order_weekday    smallint check (order_weekday between 1 and 7),
  delivery_weekday smallint check (delivery_weekday between 1 and 7),
  imported_by      integer references import_batch deferrable
);

-- Several days of a team planned as one: a draft for each of them. While it is improved it says so here, as plan_run does
-- for a day; `over_at` is when that ended.
create table horizon (
  id            integer primary key generated always as identity,
  team_id       integer not null references team deferrable,
  first_day     date not null,
  last_day      date not null,
  created_by    integer references person deferrable,
  started_at    timestamptz not null default now(),
  budget_millis integer not null,
  alive_at      timestamptz not null default now(),
  over_at       timestamptz,
  ending        text check (ending in ('keep', 'discard')),
  -- People whose days are planned, and how many of them are as good as they will be.
  people        integer not null,
  people_done   integer not null default 0,
  -- What was shown so far, the first first: [{elapsed, cost, metres, travelSeconds, unassigned}].
  best          jsonb not null
);
create index horizon_team on horizon (team_id, first_day);

alter table plan add column horizon_id integer references horizon on delete set null deferrable;
create index plan_horizon on plan (horizon_id) where horizon_id is not null;
